// Which key does what at this desk. An act is called by its usual key: that is what [data-hotkey] names. What
// somebody changed is kept on the device.

import { drop, keep, kept } from "./store.js";

const CHANGED = "hotkeys-changed";
const OFF = "hotkeys-off";

const changed = () => kept(CHANGED) ?? {};

export const areOff = () => kept(OFF) === true;
export const keyOf = (act) => changed()[act] ?? act;
export const actOf = (key, acts) => acts.find((act) => keyOf(act) === key);

/** Gives an act another key; the act that had it gets the old one, so that no key does two things. */
export function change(act, key, acts) {
  const next = { ...changed() };
  const other = actOf(key, acts);
  if (other) next[other] = keyOf(act);
  next[act] = key;
  for (const name of Object.keys(next)) if (next[name] === name) delete next[name];
  keep(CHANGED, next);
}

export const backToUsual = () => drop(CHANGED);

export function switchOff(off) {
  if (off) keep(OFF, true);
  else drop(OFF);
}

/** The name of a pressed key: digits by the place of the key (AZERTY has them under Shift), letters by what they mean. */
export function nameOf({ key, code }) {
  if (key === " ") return "space";
  const digit = code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1];
  if (digit && (code.startsWith("Digit") || key === digit)) return digit;
  return key.length === 1 ? key.toLowerCase() : null;
}
