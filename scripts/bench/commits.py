"""The peer of marks: how many rows this disk keeps, one durable commit each, from one process and no HTTP."""
import pathlib, sqlite3, sys, time, uuid

folder = pathlib.Path(sys.argv[1])
db = sqlite3.connect(folder / "commits.db", isolation_level=None)
db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE mark (id TEXT PRIMARY KEY, status TEXT)")
end, rows = time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < end:
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO mark VALUES (?, 'present')", (str(uuid.uuid4()),))
    db.execute("COMMIT")
    rows += 1
print(f"{rows / float(sys.argv[2]):.0f}")
