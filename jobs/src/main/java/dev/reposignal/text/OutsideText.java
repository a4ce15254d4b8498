package dev.reposignal.text;

/** Text from outside made fit for one line: no control, invisible or direction-changing characters. */
public final class OutsideText {
    /** The longest text that a page shows, in characters; GitHub allows a description 350. */
    private static final int LONGEST_SHOWN = 400;

    private OutsideText() {}

    /** The text on one line as a page shows it: cut where no description of GitHub is as long. */
    public static String shown(String text) {
        return line(text, LONGEST_SHOWN);
    }

    /** The text on one line. Escaping is left to where it is printed. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (isVisible(codePoint)) {
                line.appendCodePoint(codePoint);
            }
        });
        return line.toString().strip();
    }

    /** The text on one line of at most so many characters, cut between words and marked with an ellipsis. */
    public static String line(String text, int length) {
        String line = line(text);
        if (line.codePointCount(0, line.length()) <= length) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, length - 1));
        int space = cut.lastIndexOf(' ');
        String words = space > cut.length() / 2 ? cut.substring(0, space) : cut;
        return words.replaceAll("[\\s,;:.(–—-]+$", "") + "…";
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        boolean isJoiner = codePoint == 0x200D;
        return switch (type) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> isJoiner;
            default -> true;
        };
    }
}
