"""Prints repeated sentences, repeated phrases and numbers without a fact; articles.sh calls it with the exported articles."""

import collections
import html.parser
import json
import re
import sys

WINDOW = 10
FURNITURE = {"how to read this"}
# Slots that hold no sentence of ours: a quotation that stands alone or after its name, and the words before text for machines.
LABELS = {"quote-alone", "quote-after-name", "criterion"}


class Reader(html.parser.HTMLParser):
    """Text blocks of an article by section, and the words that stand outside of facts."""

    BLOCKS = {"p", "li", "h1"}
    VOID = {"br", "img", "hr", "input", "path", "line", "circle", "rect"}

    def __init__(self):
        super().__init__()
        self.stack, self.blocks, self.words = [], [], []
        self.heading, self.block, self.fact_depth = "", None, None

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        classes = (dict(attributes).get("class") or "").split()
        self.stack.append((tag, classes))
        if self.fact_depth is None and "fact" in classes:
            self.fact_depth = len(self.stack)
        if tag in self.BLOCKS and self.block is None:
            self.block = []
        if tag == "h2":
            self.heading = ""

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        while self.stack:
            top, _ = self.stack.pop()
            if self.fact_depth is not None and len(self.stack) < self.fact_depth:
                self.fact_depth = None
            if top == tag:
                break
        if tag in self.BLOCKS and self.block is not None:
            self.blocks.append((self.heading, "".join(self.block)))
            self.block = None

    def inside(self, tag):
        return any(name == tag for name, _ in self.stack)

    def is_furniture(self):
        return any({"kicker", "byline", "warning", "sources"} & set(classes) for _, classes in self.stack)

    def handle_data(self, data):
        if self.inside("h2"):
            self.heading += data
        if self.block is not None and not self.inside("code") and not self.is_furniture():
            # A quotation is read as one piece, whatever full stops its owner put in.
            self.block.append(re.sub(r"[.!?]+(?=\s)", ",", data) if self.inside("q") else data)
        # The marks on the axes of a picture are not facts.
        is_read = not self.inside("svg") and not self.inside("style") and not self.is_furniture()
        if self.fact_depth is None and is_read:
            self.words.append(data)


def sentences(reader):
    for heading, text in reader.blocks:
        if heading.strip() in FURNITURE:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
            if sentence:
                yield sentence


def is_sentence(frame):
    slot = frame.rpartition("/")[0]
    return not slot.startswith("heading-") and slot not in LABELS


def main(path):
    with open(path, encoding="utf-8") as lines:
        articles = sorted((json.loads(line) for line in lines), key=lambda article: article["snapshot_date"])
    repeated = unsupported = returned = 0
    before, frames_before = set(), collections.deque(maxlen=WINDOW - 1)
    for article in articles:
        day = article["snapshot_date"]
        reader = Reader()
        reader.feed(article["body_html"])
        said = list(sentences(reader))
        for sentence in sorted(set(said) & before):
            repeated += 1
            print(f"{day} repeats the article before: {sentence}")
        for sentence, times in collections.Counter(said).items():
            if times > 1:
                repeated += 1
                print(f"{day} says {times} times: {sentence}")
        numbers = re.findall(r"[^\s]*\d[^\s]*", " ".join(reader.words))
        for number in numbers:
            unsupported += 1
            print(f"{day} has no fact for: {number}")
        frames = [frame for frame in article.get("frames") or [] if is_sentence(frame)]
        for frame in sorted(set(frames) & set().union(*frames_before) if frames_before else set()):
            returned += 1
            print(f"{day} frame within {WINDOW} articles again: {frame}")
        for frame, times in collections.Counter(frames).items():
            if times > 1:
                returned += 1
                print(f"{day} uses {times} times: {frame}")
        before = set(said)
        frames_before.append(set(frames))
    print(
        f"{len(articles)} articles: {repeated} repeated sentences, {unsupported} numbers without a fact,"
        f" {returned} frames again within {WINDOW} articles"
    )
    return 1 if repeated or unsupported else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
