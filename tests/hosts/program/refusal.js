// Expects an error, and returns what pages that don't allow WebAssembly must print.

/** @param {() => unknown} use Uses the package. */
export async function refusal(use) {
  try {
    await use();
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return JSON.stringify({
      message,
      cause: cause instanceof Error ? cause.name : "none",
    });
  }
  return "no error";
}
