// The behaviours of the page on which a sheet is coded, one a file.

import "./coding_grid.js";
import "./coding_keys.js";
import "./coding_turn.js";
import "./hotkeys.js";
import "./refusal.js";
import "./taps.js";
