// The shared screen's behaviours, one a file.

import "./fullscreen.js";
import "./link.js";
import "./mirror.js";
import "./paging.js";
import "./settle.js";
import * as live from "./live.js";

live.start();
