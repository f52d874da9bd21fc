;;; Edits the files of this folder with eglot, the LSP client of Emacs, and prints what it shows. -*- lexical-binding: t -*-
;;; Run with ALIEN_SDK, the program.

(require 'cl-lib)
(require 'eglot)

(add-to-list 'eglot-server-programs `((js-mode conf-mode) . (,(getenv "ALIEN_SDK") "lsp")))
(setq inhibit-message t)

(defun wait (what condition)
  "Wait until the function CONDITION returns a value, and return that."
  (let ((end (+ (float-time) 20)) result)
    (while (not (setq result (funcall condition)))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.005))
    result))

(defun show (&rest words)
  (princ (concat (mapconcat (lambda (word) (format "%s" word)) words " ") "\n")))

(defun show-lines (part)
  (save-excursion
    (goto-char (point-min))
    (while (search-forward part nil t)
      (show (format "  %d:" (line-number-at-pos))
            (string-trim (buffer-substring (line-beginning-position) (line-end-position))))
      (end-of-line))))

(defun go-to (text)
  "Move to the first TEXT in the buffer."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun open (name mode)
  (find-file name)
  (funcall mode)
  (setq indent-tabs-mode nil)
  (unless (eglot-current-server) (apply #'eglot (eglot--guess-contact)))
  (wait "the server" #'eglot-managed-p))

(defun show-diagnostics (count)
  ;; An idle timer does this, but not in batch mode.
  (eglot--signal-textDocument/didChange)
  (wait (format "%d problems" count)
        (lambda () (flymake-start) (= (length (flymake-diagnostics)) count)))
  (show "problems:")
  (dolist (one (sort (flymake-diagnostics)
                     (lambda (left right) (< (flymake-diagnostic-beg left) (flymake-diagnostic-beg right)))))
    (goto-char (flymake-diagnostic-beg one))
    (show (format "  %d:%d" (line-number-at-pos) (1+ (current-column)))
          (replace-regexp-in-string "^alien-sdk \\[.*?\\]: \\|\n.*" "" (flymake-diagnostic-text one)))))

(defun show-hover ()
  (let (answer)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq answer (or text "nothing"))))
    (wait "the hover" (lambda () answer))
    (show "hover:")
    (show " " (car (split-string (substring-no-properties answer) "\n")))))

(defun choose-first (_ items &rest _)
  (show "actions:")
  (dolist (item items) (show " " (car item)))
  (caar items))

(defun use (name mode typed)
  (show "#" name)
  (open name mode)
  (show-diagnostics 2)

  (go-to "memory")
  (show-hover)

  (go-to "cpu")
  (search-forward "1")
  (cl-letf (((symbol-function 'completing-read) #'choose-first)
            (last-nonmenu-event t))
    (eglot-code-actions (1- (point)) (point) nil t))
  (show-lines "desired")
  (show-diagnostics 1)

  (go-to "uploads")
  (eglot-rename "files")
  (show "renamed:")
  (show-lines "files")

  ;; A new line before the ports, with the start of a key on it.
  (go-to "ports")
  (skip-chars-backward "^\n")
  (let ((indent (current-indentation)))
    (insert (make-string indent ?\s) typed "\n"))
  (backward-char)
  (completion-at-point)
  (show "completed:")
  (show-lines "stateful")
  (set-buffer-modified-p nil)
  (kill-buffer))

(defun use-other (name mode)
  (show "#" name)
  (open name mode)
  ;; Problems would be shown before the second answer.
  (let (answer)
    (dotimes (_ 2)
      (setq answer (jsonrpc-request (eglot-current-server) :textDocument/hover
                                    (eglot--TextDocumentPositionParams))))
    (show "hover:" (or answer "nothing")))
  (show-diagnostics 0))

(use "shop.alien.json" 'js-mode "\"stat")
(use "shop.alien.yaml" 'conf-mode "stat")
(use-other "other.json" 'js-mode)
(use-other "other.yaml" 'conf-mode)

(eglot-shutdown (eglot-current-server))
