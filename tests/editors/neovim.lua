-- Edits the files of this folder with the LSP client of Neovim, and prints what it shows. Run with ALIEN_SDK, the program.

local function fail(message)
  io.stderr:write(message, "\n")
  vim.cmd("cquit 1")
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 5) then
    fail("waited in vain for " .. what)
  end
end

local function show(...)
  io.stdout:write(table.concat({ ... }, " "), "\n")
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local function show_lines(part)
  for number, line in ipairs(lines()) do
    if line:find(part, 1, true) then
      show("  " .. number .. ":", vim.trim(line))
    end
  end
end

-- Moves the cursor to the start of a text, which is on a later line than the text `after`.
local function go_to(text, after)
  local is_after = after == nil
  for number, line in ipairs(lines()) do
    local column = is_after and line:find(text, 1, true)
    if column then
      return vim.api.nvim_win_set_cursor(0, { number, column - 1 })
    end
    is_after = is_after or line:find(after, 1, true) ~= nil
  end
  fail(text .. " is missing")
end

-- Runs a function that changes the text later.
local function change(what, run)
  local tick = vim.b.changedtick
  run()
  wait(what, function()
    return vim.b.changedtick ~= tick
  end)
end

-- The script of Neovim would indent the line after brackets in YAML.
vim.cmd("filetype indent off")
vim.o.autoindent = true
vim.o.showmode = false
vim.o.expandtab = true

local client = vim.lsp.start_client({
  name = "alien-sdk",
  cmd = { vim.env.ALIEN_SDK, "lsp" },
  on_exit = function(code)
    vim.g.exit_code = code
  end,
})

local function open(name)
  vim.cmd("edit! " .. name)
  vim.lsp.buf_attach_client(0, client)
  wait("the server", function()
    return vim.lsp.buf_is_attached(0, client)
  end)
end

local function show_diagnostics(count)
  wait(count .. " problems", function()
    return #vim.diagnostic.get(0) == count
  end)
  local found = vim.diagnostic.get(0)
  table.sort(found, function(left, right)
    return left.lnum < right.lnum
  end)
  show("problems:")
  for _, one in ipairs(found) do
    show("  " .. one.lnum + 1 .. ":" .. one.col + 1, (one.message:match("^[^\n]*")))
  end
end

local function show_hover()
  vim.lsp.buf.hover()
  local window
  wait("the hover", function()
    for _, candidate in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(candidate).relative ~= "" then
        window = candidate
      end
    end
    return window
  end)
  local buffer = vim.api.nvim_win_get_buf(window)
  show("hover:")
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, true)) do
    if vim.trim(line) ~= "" then
      show("  " .. vim.trim(line))
      break
    end
  end
  vim.api.nvim_win_close(window, true)
end

-- Types a text on a new line below the cursor, and chooses the completion that is proposed first.
local function complete(typed)
  vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
  vim.o.completeopt = "menuone,noselect"
  local keys = vim.api.nvim_replace_termcodes("o" .. typed .. "<C-x><C-o>", true, true, true)
  local choose = vim.api.nvim_replace_termcodes("<C-n><C-y><Esc>", true, true, true)
  local timer = vim.loop.new_timer()
  timer:start(5, 5, vim.schedule_wrap(function()
    if vim.fn.pumvisible() == 1 and not timer:is_closing() then
      timer:close()
      vim.api.nvim_input(choose)
    end
  end))
  vim.api.nvim_feedkeys(keys, "tx!", false)
end

vim.ui.select = function(items, options, choose)
  show("actions:")
  for _, item in ipairs(items) do
    show("  " .. options.format_item(item))
  end
  choose(items[1], 1)
end

local function use(name, typed)
  show("# " .. name)
  open(name)
  show_diagnostics(2)

  go_to("memory")
  show_hover()

  go_to("cpu")
  vim.cmd("normal! f1")
  change("the fix", function()
    vim.lsp.buf.code_action()
  end)
  show_lines("desired")
  show_diagnostics(1)

  go_to("uploads")
  change("the new name", function()
    vim.lsp.buf.rename("files")
  end)
  show("renamed:")
  show_lines("files")

  go_to("ports")
  vim.cmd("normal! k")
  complete(typed)
  show("completed:")
  show_lines("stateful")
end

local function use_other(name)
  show("# " .. name)
  open(name)
  -- Problems would be shown before the second answer.
  local answers
  for _ = 1, 2 do
    local place = vim.lsp.util.make_position_params()
    answers = vim.lsp.buf_request_sync(0, "textDocument/hover", place, 20000)
  end
  show("hover:", answers[client].result or "nothing")
  show_diagnostics(0)
end

use("shop.alien.json", '"stat')
use("shop.alien.yaml", "stat")
use_other("other.json")
use_other("other.yaml")

vim.lsp.stop_client(client)
wait("the end of the server", function()
  return vim.g.exit_code
end)
vim.cmd("qall!")
