"""A long list of people and the peer of taking it in: what Python reads of it and inserts, one plain row each.

people.py write DATABASE LIST ROWS   the list, with institutions and regions of a database of Relais
people.py insert LIST DATABASE       prints the seconds of the peer, into a database of its own
"""
import csv, random, sqlite3, sys, time, uuid

HEADINGS = ["Nom", "Prénoms", "Sexe", "Structure", "Fonction", "Région", "Téléphone", "Année de naissance", "Langues"]
FAMILIES = "Traoré Diarra Coulibaly Keïta Touré Cissé Maïga Sangaré Diallo Sidibé Dembélé Koné Konaté Doumbia Camara".split()
SYLLABLES = "a mi na fa tou ma ri am ka dia ou mo sa li ssa ba bou dri se kou ya fan ta si ra ha wa do go be".split()


def write(database, path, rows):
    chance = random.Random(2026)
    known = sqlite3.connect(database)
    institutions = [name for (name,) in known.execute("SELECT name FROM institution ORDER BY name")]
    regions = [name for (name,) in known.execute("SELECT name FROM region ORDER BY name")]
    with open(path, "w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADINGS)
        for row in range(rows):
            # The first families cover most people, as everywhere; given names are many.
            family = FAMILIES[min(int(chance.expovariate(0.25)), len(FAMILIES) - 1)]
            given = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
            number, born = f"7{row:07}", chance.randrange(1960, 2003)
            place, region = chance.choice(institutions), chance.choice(regions)
            sheet.writerow([family.upper(), given, chance.choice("FH"), place, "Agent", region, number, born, "français, bambara"])


def insert(path, database):
    started = time.monotonic()
    db = sqlite3.connect(database)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute(f"CREATE TABLE person (id TEXT PRIMARY KEY, {', '.join(f'c{place} TEXT' for place in range(len(HEADINGS)))})")
    with open(path, newline="", encoding="utf-8") as file:
        sheet = csv.reader(file, delimiter=";")
        next(sheet)
        marks = ", ".join("?" * (len(HEADINGS) + 1))
        db.executemany(f"INSERT INTO person VALUES ({marks})", ([str(uuid.uuid4()), *row] for row in sheet))
    db.commit()
    print(f"{time.monotonic() - started:.2f}")


if sys.argv[1] == "write":
    write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    insert(sys.argv[2], sys.argv[3])
