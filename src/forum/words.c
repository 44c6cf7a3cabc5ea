#include "forum/words.h"

/* Gentle and neutral: nothing that says who somebody is, nothing that could hurt next to a hard question. */
const char *const name_adjectives[] = {
    "Amber",     "Autumn",     "Azure",    "Balmy",    "Blue",    "Breezy",  "Bright",  "Bronze",   "Calm",
    "Candid",    "Careful",    "Cheerful", "Civil",    "Clear",   "Clever",  "Cloudy",  "Coastal",  "Copper",
    "Coral",     "Cosy",       "Crimson",  "Crisp",    "Curious", "Dappled", "Dawning", "Deep",     "Dewy",
    "Distant",   "Dreamy",     "Dusky",    "Early",    "Earnest", "Easy",    "Even",    "Evening",  "Fabled",
    "Fair",      "Faithful",   "Fond",     "Free",     "Fresh",   "Gentle",  "Gilded",  "Glad",     "Golden",
    "Graceful",  "Green",      "Hazel",    "Hidden",   "Honest",  "Hopeful", "Humble",  "Indigo",   "Ivory",
    "Jade",      "Jolly",      "Kind",     "Late",     "Leafy",   "Light",   "Lilac",   "Little",   "Lively",
    "Lucid",     "Lunar",      "Maple",    "Mellow",   "Merry",   "Mild",    "Misty",   "Modest",   "Morning",
    "Mossy",     "Muted",      "Noble",    "Northern", "Olive",   "Open",    "Patient", "Peaceful", "Pearly",
    "Placid",    "Plain",      "Polite",   "Quiet",    "Rainy",   "Ready",   "Restful", "Rosy",     "Rustic",
    "Sandy",     "Scarlet",    "Serene",   "Silent",   "Silver",  "Simple",  "Sincere", "Slow",     "Snowy",
    "Soft",      "Solar",      "Southern", "Spring",   "Steady",  "Still",   "Summer",  "Sunny",    "Swift",
    "Tender",    "Thoughtful", "Tidal",    "Tranquil", "Upland",  "Velvet",  "Violet",  "Vivid",    "Warm",
    "Wandering", "Western",    "Whole",    "Wild",     "Willing", "Winter",  "Wise",    "Woodland", "Young",
};
const size_t name_adjective_count = sizeof name_adjectives / sizeof *name_adjectives;

const char *const name_nouns[] = {
    "Acorn",    "Alder",  "Almond",   "Apple",   "Aspen",   "Aster",    "Badger",   "Bamboo",  "Barley",   "Basil",
    "Bay",      "Beach",  "Beacon",   "Birch",   "Blossom", "Bluebell", "Breeze",   "Bridge",  "Brook",    "Canyon",
    "Cedar",    "Cherry", "Chestnut", "Cliff",   "Clover",  "Cloud",    "Comet",    "Cove",    "Crane",    "Creek",
    "Cricket",  "Daisy",  "Dale",     "Dawn",    "Delta",   "Dolphin",  "Dove",     "Dune",    "Elm",      "Ember",
    "Fable",    "Falcon", "Feather",  "Fern",    "Field",   "Finch",    "Fjord",    "Forest",  "Fountain", "Fox",
    "Garden",   "Glade",  "Glen",     "Grove",   "Gull",    "Harbor",   "Hare",     "Harvest", "Hawthorn", "Heather",
    "Heron",    "Hill",   "Hollow",   "Horizon", "Iris",    "Island",   "Ivy",      "Jasmine", "Juniper",  "Kestrel",
    "Lagoon",   "Lake",   "Lantern",  "Lark",    "Laurel",  "Lavender", "Leaf",     "Linden",  "Lotus",    "Lynx",
    "Magnolia", "Marsh",  "Meadow",   "Mist",    "Moon",    "Moss",     "Mountain", "Oak",     "Oasis",    "Ocean",
    "Orchard",  "Orchid", "Osprey",   "Otter",   "Owl",     "Pebble",   "Petal",    "Pine",    "Plover",   "Pond",
    "Poplar",   "Poppy",  "Prairie",  "Quail",   "Rain",    "Raven",    "Reed",     "Reef",    "Ridge",    "River",
    "Robin",    "Rowan",  "Sage",     "Sail",    "Shell",   "Shore",    "Sky",      "Snow",    "Sparrow",  "Spruce",
    "Star",     "Stone",  "Stream",   "Swan",    "Thistle", "Thrush",   "Tide",     "Trail",   "Tulip",    "Valley",
    "Walnut",   "Wave",   "Willow",   "Wind",    "Wren",
};
const size_t name_noun_count = sizeof name_nouns / sizeof *name_nouns;
