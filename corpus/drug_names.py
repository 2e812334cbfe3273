"""Derive `drug_names.txt` from the package drug-named-entity-recognition: `python -m corpus.drug_names`.

The table is kept as a file so that no answer waits for that package (2 s to load). It holds single words and pairs of
words. Names that are also everyday, chemical or laboratory words are left out: the wall that reads the table must not
stop a statement because it names a lymph node or a metabolic panel.
"""

import re
import sys
import unicodedata

from corpus.pack import DRUG_NAMES

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{3,}(?: [a-z][a-z0-9-]{2,})?")
_MIXTURE = re.compile(r"pollen|extract|hair|allerg|venom|preparation|mixture|water|\bacid$")
_EVERYDAY = frozenset(
    # Words of ordinary, chemical or laboratory English that the package holds as names or parts of names.
    """acetate acetone acid activity adenosine alanine albumin alcohol alpha aluminium aluminum amber amino ammonia
    amylase angel antibody antigen antimony antitoxin arginine arsenic aspartate balsam barium base benzene beta
    bicarbonate bile biotin bismuth blood bone bran bromide butter cadmium caffeine calcium camphor cannabis
    carbon carbonate carotene castor cat cells charcoal cherry chloride chlorine cholesterol choline chromium
    cinnamon citrate clay clear clove coal cobalt cocoa coconut coffee collagen common control copper corn
    cotton creatine crystal cysteine cystine dander defense delta dextrose dioxide dopamine dust earth egg
    element elm ester estrogen ethanol factor fennel fibrin fibrinogen field fish flax fluoride fluorine
    formaldehyde formula forte free fresh galactose garlic gas gelatin ginger glucose glutamate glutamine
    glutathione glycerin glycerol glycine gold grape green growth guanine gum helium heme hemoglobin histamine
    histidine honey hops hormone horse hydrogen interleukin interleukin-2 iodide iodine iron juniper kale kelp
    ketone kidney lactate lactose lavender leucine licorice lime linseed lipase liquid lithium liver lysine
    magnesium malt maltose manganese melatonin melon menthol mercury methane methionine milk mini mugwort
    mushroom mustard nasal natural neon nickel nicotine nitrate nitrite nitrogen norepinephrine nutmeg oats oil
    olive opium oral orange oregano ornithine oxide oxygen ozone paraffin peanut pear pepper pepsin peptide
    phenol phosphate phosphorus pine plasma platelet platinum plus pork potassium potato progesterone proline
    protein proteins pure purple pyruvate rabbit receptor red regular relief resin rice rosemary rosin saccharin
    sage salmon salt serine sesame shrimp silica silicon silk silver skin slow soda sodium solo solution soybean
    starch stop sucrose sugar sulfate sulfur sulphur sunflower talc tar taurine testosterone tetanus thyme
    thyroid titanium tobacco topical toxin transfer trout trypsin tryptophan tuna turmeric tyrosine uracil urea
    vaccine vanadium vanilla vitamin walnut wax western wheat whey white wild wine wool xenon yeast yellow zinc
    """.split()
)


def derive() -> list[str]:
    """Return the folded names, sorted: those of medicines with an entry in DrugBank, MedlinePlus or the NHS list."""
    from drug_named_entity_recognition import drugs_finder

    listed = ("drugbank_id", "medline_plus_id", "nhs_url")
    medicines = {
        name for name, entry in drugs_finder.drug_canonical_to_data.items() if any(key in entry for key in listed)
    }
    names = set()
    for variant, canonical in drugs_finder.drug_variant_to_canonical.items():
        folded = "".join(c for c in unicodedata.normalize("NFKD", variant.lower()) if c.isascii())
        if (
            medicines & set(canonical)
            and _NAME.fullmatch(folded)
            and not _MIXTURE.search(folded)
            and not set(folded.split()) & _EVERYDAY
            and any(c.isalpha() for c in folded)
        ):
            names.add(folded)
    return sorted(names)


if __name__ == "__main__":
    head = "# Folded names of medicines, derived by `python -m corpus.drug_names`; MIT, (c) 2023 Fast Data Science Ltd."
    DRUG_NAMES.write_text("\n".join([head, *derive()]) + "\n", encoding="utf-8")
    sys.stdout.write(f"wrote {DRUG_NAMES.name}\n")
