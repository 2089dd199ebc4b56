// The list that specs put their tests on, and the runner takes them from.
let list = [];

/** Adds a test: what it shows, and what it does with its world. */
export function test(title, run) {
  list.push({ title, run });
}

/** The tests added since the last call. */
export function registered() {
  const taken = list;
  list = [];
  return taken;
}
