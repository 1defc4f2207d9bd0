const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

/**
 * What a path says of the gallery that its file belongs to. "Europe/Iceland/Ring road 2024/1.jpg" tells continent,
 * country and name; else the topmost folder is the gallery. So does manage.py import_folder read folders.
 */
export function readFolder(path, continents) {
  const folders = path.split("/").slice(0, -1);
  const known = continents.find((continent) => fold(continent) === fold(folders[0] ?? ""));
  const hasPlace = known && folders.length >= 3;
  const name = (hasPlace ? folders[2] : folders[0]) ?? "";
  const years = [...new Set(name.match(YEAR) ?? [])].sort().join(", ");
  return { name, continent: hasPlace ? known : "", country: hasPlace ? folders[1] : "", years };
}

/** The paths without the one folder in which all folders lie, if there is one and no file lies directly in it. */
export function withoutContainer(paths) {
  const [first] = paths[0].split("/");
  const isContainer = paths.every((path) => path.startsWith(`${first}/`) && path.split("/").length > 2);
  return isContainer ? paths.map((path) => path.slice(first.length + 1)) : paths;
}

function fold(name) {
  return name.trim().toLowerCase();
}
