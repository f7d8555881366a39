// What this device keeps. localStorage where the browser lets us, else memory, which a reload empties.

const memory = new Map();

/** Keeps a value; false where it will not outlive this page. */
export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

export function kept(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept there
  }
}

/** The keys that begin with a prefix, in their order. */
export function keys(prefix) {
  const found = new Set(memory.keys());
  try {
    for (let i = 0; i < localStorage.length; i += 1) found.add(localStorage.key(i));
  } catch {
    // the memory's keys are all there is
  }
  return [...found].filter((key) => key.startsWith(prefix)).sort();
}

/** Whether something is in memory alone. */
export const isFull = () => memory.size > 0;
