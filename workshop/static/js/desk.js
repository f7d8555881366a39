// The desk's behaviours, one a file.

import "./announce.js";
import "./clear.js";
import "./copy.js";
import "./drag.js";
import "./drawers.js";
import "./hand.js";
import "./hotkeys.js";
import "./link.js";
import "./mirror.js";
import "./refusal.js";
import "./reorder.js";
import "./select.js";
import "./settle.js";
import "./step.js";
import "./taps.js";
import * as live from "./live.js";

live.start();
