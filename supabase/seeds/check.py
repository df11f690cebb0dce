#!/usr/bin/env python3
"""Loads the tracks of this folder twice into a scratch database and checks what a reviewer would overlook.

Usage: python3 supabase/seeds/check.py postgresql://postgres@localhost/scratch

The database must have all migrations; psql must be on the PATH. Prints one line per problem and ends with 1 if there
is any. Only the tracks of the files here are checked, so a database with other tracks in it will do.
"""

import json
import pathlib
import re
import subprocess
import sys
import uuid

QUERY = """
select json_build_object(
    'tracks', (select json_agg(t) from public.learning_tracks t),
    'units', (select json_agg(u) from public.learning_units u),
    'keys', (select json_object_agg(unit_id, answer_key) from public.learning_unit_keys),
    'order', (select json_agg(o order by sequence_order) from public.track_learning_units o))
"""
# Which transaction wrote each row, and where it lies: a row that is left alone keeps both.
WRITTEN = """
select json_object_agg(row, writer) from (
    select 'track ' || id as row, xmin::text || ctid::text as writer from public.learning_tracks
    union all select 'unit ' || id, xmin::text || ctid::text from public.learning_units
    union all select 'key of ' || unit_id, xmin::text || ctid::text from public.learning_unit_keys
    union all select 'place of ' || track_id || '/' || unit_id, xmin::text || ctid::text from public.track_learning_units
) rows
"""
FOLDER = pathlib.Path(__file__).resolve().parent
TYPES = {"content_snippet", "mcq_component", "slider_component", "external_link"}


def psql(database, *arguments):
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def plain(text):
    """Lower case, without Markdown's marks and with single spaces, so that a leak is seen in any dress."""
    return re.sub(r"\s+", " ", re.sub(r"[*_`]", "", text)).strip().lower()


def tells(text, answer):
    return re.search(r"(?<!\w)" + re.escape(plain(answer)) + r"(?!\w)", plain(text)) is not None


def words(text):
    return len(re.findall(r"[^\W_]+(?:['’.,]\w+)*", text))


class Check:
    def __init__(self):
        self.problems = []
        self.report = []

    def that(self, holds, where, problem):
        if not holds:
            self.problems.append(f"{where}: {problem}")


def check_file(check, path):
    """What the text of a file must keep to, so that every tool can run it; returns the slug of its track."""
    text = path.read_text()
    name = re.fullmatch(r"\d\d-track-([a-z0-9-]+)\.sql", path.name)
    check.that(name, path.name, "is not named <nn>-track-<slug>.sql")
    outside = re.sub(r"\$md\$.*?\$md\$", "", text, flags=re.S)
    check.that("${" not in text, path.name, "has a ${…}, which migration tools replace")
    check.that(not re.search(r"(?im)^\s*(\\|begin\b|commit\b)", outside), path.name, "has a psql command or a transaction")
    slug = name.group(1) if name else path.stem
    # An id that is not the one of its name would be taken for another unit as soon as somebody computes it.
    for comment, found in re.findall(r"\( -- ([a-z0-9-]+)\n\s+'([0-9a-f-]{36})'", outside):
        wanted = str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:chiron:learning-unit:{slug}/{comment}"))
        check.that(found == wanted, path.name, f"{comment} has the id {found} and not {wanted}")
    for found, comment in re.findall(r"'([0-9a-f-]{36})'(?:, \d+\))? /\* ([a-z0-9-]+) \*/", outside):
        wanted = str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:chiron:learning-unit:{slug}/{comment}"))
        check.that(found == wanted, path.name, f"a reference to {comment} has the id {found} and not {wanted}")
    return slug


def check_hints(check, where, key, told_by):
    hints = key.get("hints", [])
    check.that(len(hints) == 3, where, f"has {len(hints)} hints, not 3")
    for number, hint in enumerate(hints[:-1], 1):
        check.that(not told_by(hint), where, f"hint {number} tells the answer")
    if hints:
        check.that(told_by(hints[-1]), where, "the last hint does not tell the answer")
    check.that(words(key.get("explanation", "")) >= 15, where, "has no real explanation")


def check_quiz(check, where, config, key, remedial):
    options = config["options"]
    ids = [option["id"] for option in options]
    texts = [plain(option["text"]) for option in options]
    check.that(3 <= len(options) <= 5, where, f"has {len(options)} options")
    check.that(len(set(ids)) == len(ids) and len(set(texts)) == len(texts), where, "has options that are not distinct")
    if key.get("correct_option_id") not in ids:
        check.that(False, where, "its key names none of its options")
        return "-", False
    check.that(set(key.get("option_feedback", {})) == set(ids), where, "has not exactly one feedback per option")
    right = next(o["text"] for o in options if o["id"] == key["correct_option_id"])
    check_hints(check, where, key, lambda text: tells(text, right))
    check.that(not tells(config.get("content", ""), right), where, "its lead-in tells the answer")
    check.that(not tells(config["question_text"], right), where, "its question tells the answer")
    for option, feedback in key.get("option_feedback", {}).items():
        wrong = option != key["correct_option_id"]
        check.that(words(feedback) >= 5, where, f"says next to nothing about option {option}")
        check.that(not (wrong and tells(feedback, right)), where, f"its feedback on option {option} tells the answer")
        check.that(wrong == (not feedback.startswith("Yes")), where, f"its feedback on option {option} sounds like the other kind")
    if remedial:
        check.that(not tells(remedial["content_config"].get("content", ""), right), where, "its remedial unit tells the answer")
    longest = max(len(text) for text in texts)
    return f"{ids.index(key['correct_option_id']) + 1}/{len(options)}", len(plain(right)) == longest


def check_slider(check, where, config, key, remedial):
    low, high, step = config["min_value"], config["max_value"], config.get("step", 1)
    check.that(low < high and step > 0, where, "has no range")
    check.that(low <= config.get("current_value", low) <= high, where, "starts outside its range")
    if key is None:
        return
    target, tolerance, zero = key["target_value"], key["tolerance"], key["zero_distance"]
    check.that(low < target < high and (target - low) % step == 0, where, "its target cannot be chosen")
    check.that(0 <= tolerance < zero, where, "its tolerance and its zero distance do not fit")
    # 60 points are a pass: where somebody starts who does not think must not be one.
    untouched = abs(config.get("current_value", low) - target)
    check.that((zero - untouched) / (zero - tolerance) < 0.6, where, "passes untouched")
    told = lambda text: re.search(r"(?<![\d.,])" + re.escape(f"{target:,}") + r"(?![\d]|[.,]\d)", text) is not None
    check_hints(check, where, key, told)
    check.that(not told(config.get("content", "")), where, "its lead-in tells the answer")
    check.that(not told(config["prompt_text"]), where, "its prompt tells the answer")
    if remedial:
        check.that(not told(remedial["content_config"].get("content", "")), where, "its remedial unit tells the answer")


def check_track(check, track, units, keys, order):
    name = track["title"]
    rows = [row for row in order if row["track_id"] == track["id"]]
    in_order = [units[row["unit_id"]] for row in rows]
    check.that([row["sequence_order"] for row in rows] == list(range(1, len(rows) + 1)), name, "its order has gaps")
    check.that(11 <= len(in_order) <= 14, name, f"has {len(in_order)} units")
    check.that({unit["unit_type"] for unit in in_order} == TYPES, name, "does not have all types of unit")
    named = {unit["remedial_unit_id"] for unit in in_order} - {None}
    check.that(2 <= len(named) <= 4, name, f"has {len(named)} remedial units")
    seen, places, longest, minutes = [], [], 0, 0
    for unit in in_order + [units[each] for each in sorted(named) if each in units]:
        where = f"{name} / {unit['title']}"
        outside = unit["id"] in named
        config, key = unit["content_config"], keys.get(unit["id"])
        remedial = units.get(unit["remedial_unit_id"])
        check.that(unit["remedial_unit_id"] is None or remedial, where, "its remedial unit is missing")
        check.that(not (outside and unit in in_order), where, "is remedial and in the order")
        check.that(not (outside and remedial), where, "is remedial and has a remedial unit itself")
        if not outside:
            # Only earlier ones, which also rules a cycle out.
            check.that(set(unit["prerequisite_unit_ids"]) <= set(seen), where, "a prerequisite does not come earlier")
            seen.append(unit["id"])
            minutes += unit["estimated_duration_minutes"]
        match unit["unit_type"]:
            case "content_snippet":
                check.that(200 <= words(config["content"]) <= 450, where, f"has {words(config['content'])} words")
                check.that(remedial is None and key is None, where, "has a key or a remedial unit without a question")
            case "external_link":
                check.that(config["url"].startswith("https://") and config["description"], where, "is no link")
            case "mcq_component":
                place, is_longest = check_quiz(check, where, config, key or {}, remedial)
                places.append(place)
                longest += is_longest
            case "slider_component":
                check_slider(check, where, config, key, remedial)
    at = [place.split("/")[0] for place in places]
    check.that(max(map(at.count, at)) <= len(at) / 2, name, f"its right answers stand too often in one place: {places}")
    check.that(longest <= len(places) / 2, name, f"the right answer is the longest in {longest} of {len(places)} questions")
    check.report.append(f"{name}: {len(in_order)} units, {len(named)} remedial, {minutes} min, right answers at "
                        f"{' '.join(places)}, longest in {longest}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    database, check = sys.argv[1], Check()
    files = sorted(FOLDER.glob("*.sql"))
    slugs = [check_file(check, path) for path in files]
    for path in files:
        # Both ways in which the files are run: as one transaction, and one statement at a time.
        psql(database, "-1", "-f", str(path))
    before = json.loads(psql(database, "-c", WRITTEN))
    for path in files:
        psql(database, "-f", str(path))
    after = json.loads(psql(database, "-c", WRITTEN))
    for row in sorted(before.keys() | after.keys()):
        check.that(before.get(row) == after.get(row), row, "the second load changed it")
    content = json.loads(psql(database, "-c", QUERY))
    units = {unit["id"]: unit for unit in content["units"]}
    for slug in slugs:
        track_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:chiron:learning-track:{slug}"))
        tracks = [track for track in content["tracks"] if track["id"] == track_id]
        check.that(tracks, slug, f"no track has its id, {track_id}")
        for track in tracks:
            check_track(check, track, units, content["keys"], content["order"])
    print("\n".join(check.report + check.problems))
    sys.exit(1 if check.problems else 0)


if __name__ == "__main__":
    main()
