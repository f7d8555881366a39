// Dragging a criterion by its name onto another one: it takes that one's place. The same as its buttons
// for up and down, in one go.

import { act } from "./drag.js";
import { draggable } from "./dragging.js";

draggable(".desk .criteria", {
  draggable: "[data-criterion]",
  handle: ".criterion-line",
  group: { name: "criteria", put: false },
  places: "[data-criterion]",
  drop(criterion, place) {
    if (criterion === place) return;
    const earlier = criterion.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING;
    const before = earlier ? place : place.nextElementSibling;
    const url = criterion.querySelector("form[action$='/order']").action;
    act(url, [["before", before?.dataset.criterion ?? ""]]);
  },
});
