const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

/**
 * What a path says of the gallery that its file belongs to. "Europe/Iceland/Ring road 2024/1.jpg" tells continent,
 * country and name, "Europe/Ring road 2024/1.jpg" continent and name; else the topmost folder is the gallery. So does
 * manage.py import_folder read folders.
 */
export function readFolder(path, continents) {
  const folders = path.split("/").slice(0, -1);
  const known = folders.length >= 2 ? continentOf(folders[0], continents) : undefined;
  const depth = known ? Math.min(folders.length - 1, 2) : 0;
  const name = folders[depth] ?? "";
  const years = [...new Set(name.match(YEAR) ?? [])].sort().join(", ");
  return { name, continent: known ?? "", country: depth === 2 ? folders[1] : "", years };
}

/**
 * The paths without the one folder in which all folders lie, if there is one, no file lies directly in it and it is no
 * continent: that says where its galleries are.
 */
export function withoutContainer(paths, continents) {
  const [first] = paths[0].split("/");
  const isContainer = paths.every((path) => path.startsWith(`${first}/`) && path.split("/").length > 2);
  return isContainer && !continentOf(first, continents)
    ? paths.map((path) => path.slice(first.length + 1))
    : paths;
}

function continentOf(folder, continents) {
  return continents.find((continent) => fold(continent) === fold(folder));
}

function fold(name) {
  return name.trim().toLowerCase();
}
