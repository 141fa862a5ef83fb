"""The words of captions that do not come from a concept."""

from __future__ import annotations

COLOUR_NAMES = (
    "red",
    "orange",
    "yellow",
    "green",
    "cyan",
    "blue",
    "purple",
    "pink",
    "brown",
    "black",
    "white",
    "gray",
)

COLOUR_SYNONYMS = {
    "gray": ["gray", "grey", "silver"],
    "cyan": ["cyan", "teal", "turquoise", "light blue"],
    "purple": ["purple", "violet"],
    "pink": ["pink", "magenta"],
    "orange": ["orange"],
    "brown": ["brown"],
    "blue": ["blue"],
    "red": ["red", "crimson"],
    "yellow": ["yellow", "golden"],
    "green": ["green"],
    "black": ["black", "dark"],
    "white": ["white", "pale"],
}

NUMBERS = {2: ["two", "2", "a pair of"], 3: ["three", "3"], 4: ["four", "4"]}

KINDS = ["emoji", "sticker", "icon", "picture", "drawing", "cartoon", "clipart", "illustration", "symbol"]

STYLE_WORDS = ["flat style", "flat", "in flat style", "simple flat", "vector"]

ACCESSORIES = ("glasses", "sunglasses", "top hat", "crown", "bow", "cap", "graduation cap")

#: Other words for the same thing; captions put them in the place of the first one now and then.
SYNONYMS = {
    "dog": "doggo doggy puppy pup hound",
    "cat": "kitty kitten kittycat feline",
    "rabbit": "bunny hare",
    "rocket": "spaceship spacecraft starship",
    "automobile": "car auto vehicle sedan",
    "bicycle": "bike cycle",
    "motorcycle": "motorbike",
    "airplane": "plane aeroplane jet",
    "pig": "piggy hog",
    "horse": "pony stallion",
    "mouse": "mousey rodent",
    "cow": "calf",
    "chicken": "hen",
    "baby": "infant toddler",
    "house": "home cottage",
    "ship": "vessel",
    "boat": "ship",
    "hamburger": "burger cheeseburger",
    "doughnut": "donut",
    "ice cream": "icecream gelato",
    "french fries": "fries chips",
    "crown": "tiara",
    "glasses": "spectacles eyeglasses",
    "sunglasses": "shades",
    "spider": "tarantula",
    "monkey": "chimp ape",
    "dragon": "drake",
    "dinosaur": "dino",
    "alligator": "crocodile croc gator",
    "whale": "orca",
    "bear": "grizzly",
    "turtle": "tortoise",
    "butterfly": "moth",
    "bee": "honeybee bumblebee",
    "ladybug": "ladybird beetle",
    "robot": "android bot droid",
    "alien": "extraterrestrial martian",
    "ghost": "spook spirit phantom",
    "television": "tv telly",
    "telephone": "phone",
    "mobile phone": "smartphone cellphone phone",
    "laptop": "notebook computer",
    "camera": "photocamera",
    "tree": "trees",
    "evergreen tree": "pine fir spruce",
    "deciduous tree": "oak tree",
    "flower": "blossom bloom",
    "rainbow": "rainbows",
    "sun": "sunshine",
    "moon": "lunar",
    "star": "stars",
    "guitar": "ukulele",
    "umbrella": "parasol brolly",
    "present": "gift",
    "wrapped gift": "gift present",
    "money": "cash",
    "money bag": "treasure loot",
    "gem stone": "diamond jewel gem",
    "bread": "loaf toast",
    "pizza": "slice",
    "soccer ball": "football",
    "football": "rugby",
    "trophy": "prize award cup",
    "ribbon": "bow",
    "clown": "jester",
    "mage": "wizard sorcerer witch magician",
    "man mage": "wizard sorcerer warlock",
    "woman mage": "witch sorceress",
    "mermaid": "siren",
    "astronaut": "spaceman cosmonaut",
    "firefighter": "fireman",
    "police officer": "policeman cop",
    "health worker": "doctor nurse",
    "man health worker": "doctor",
    "woman health worker": "nurse doctor",
    "cook": "chef",
    "prince": "king",
    "princess": "queen",
    "smiling": "happy smiley cheerful",
    "grinning": "happy laughing",
    "crying": "sad weeping",
    "angry": "mad furious",
    "sleeping": "sleepy asleep",
    "potted plant": "houseplant plant",
    "castle": "fortress palace",
    "locomotive": "train engine",
    "sailboat": "yacht boat",
    "snowman": "snowmen",
    "volcano": "volcanoes",
    "mountain": "peak",
    "lollipop": "lolly",
    "birthday cake": "cake",
    "hot beverage": "coffee tea",
    "beer mug": "beer pint",
    "wine glass": "wine",
    "watch": "wristwatch",
    "key": "keys",
    "books": "library",
    "pencil": "crayon",
    "scissors": "shears",
    "sword": "blade",
    "dagger": "knife sword",
    "bomb": "explosive",
    "skull": "skeleton",
    "unicorn": "unicorns",
    "octopus": "kraken",
    "squid": "calamari",
    "shark": "sharks",
    "fish": "fishes fishy",
    "bird": "birdie birdy",
    "penguin": "penguins",
    "owl": "owlet",
    "eagle": "hawk falcon",
    "wolf": "werewolf husky",
    "fox": "vixen",
    "lion": "lioness",
    "tiger": "tigress",
    "elephant": "mammoth jumbo",
}

#: Words that people write and that change nothing in a sticker: training learns to pass over them.
ORNAMENTS = (
    "cute adorable my big little small tiny beautiful lovely nice cool awesome pretty new shiny kawaii great very really "
    "super some this that your huge giant detailed amazing fancy photo image render logo of art digital style high quality "
    "large mini lively friendly funny silly sweet simple elegant modern classic vintage retro colorful colourful "
    "bright vivid vibrant glossy clean perfect best masterpiece realistic cinematic fantasy magical epic stunning gorgeous "
    "delicious tasty fresh juicy yummy fluffy fuzzy soft round chubby fat thin tall short fast speedy strong brave proud "
    "playful curious gentle quiet loud lonely lucky royal noble ancient future futuristic wooden metal plastic please "
    "draw make show give me want a picture portrait design scene world is are it its his her their our at "
    "hd 4k 8k quality minimal minimalist stylized anime manga pixel sketch painting watercolor poster wallpaper avatar mascot "
    "character creature thing object single isolated centered front view side closeup"
).split()

#: Every word of the tables above and of the patterns of captions.
GRAMMAR = (
    "a an the one two three four pair of with wearing in and next to beside colored hat on background backdrop".split()
    + list(COLOUR_NAMES)
    + [word for synonyms in COLOUR_SYNONYMS.values() for phrase in synonyms for word in phrase.split()]
    + KINDS
    + [word for phrase in STYLE_WORDS for word in phrase.split()]
    + "glasses sunglasses top crown bow cap graduation".split()
    + [word for words in SYNONYMS.values() for word in words.split()]
    + ORNAMENTS
)
