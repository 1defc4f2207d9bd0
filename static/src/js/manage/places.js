/** Choosing a country that the list knows chooses its continent, as the site would do when it is left open. */
export function fillContinent(country, continent, known) {
  country.addEventListener("change", () => {
    const option = [...known.options].find(({ value }) => value === country.value.trim());
    if (option) continent.value = option.dataset.continent;
  });
}
