// What importing nothing costs.
export {};
