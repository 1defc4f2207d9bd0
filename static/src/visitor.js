import { followMore } from "./js/infinite.js";
import { switchLayouts } from "./js/layout.js";
import { openPhotos } from "./js/lightbox.js";
import { closeMenus } from "./js/menus.js";
import { walkAlong } from "./js/neighbours.js";
import { prepareForOffline } from "./js/offline.js";
import { paintPlaceholders } from "./js/placeholders.js";
import { announceRatings } from "./js/rating.js";
import { enhanceShareMenus } from "./js/share.js";

paintPlaceholders();
announceRatings();
closeMenus();
enhanceShareMenus();
followMore();
switchLayouts();
openPhotos();
walkAlong();
prepareForOffline();
