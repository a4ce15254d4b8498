package dev.reposignal.cli;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Splits the input into words for completion, and requests more lines until a semicolon ends the statement. */
final class SqlParser extends DefaultParser {
    private static final String BETWEEN_WORDS = ",()=<>+-*/;.%|";

    SqlParser() {
        setEscapeChars(null);
        setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean isCommand = line.isBlank() || line.strip().startsWith(".");
        if (context == ParseContext.ACCEPT_LINE && !isCommand && !SqlText.isComplete(line)) {
            throw new EOFError(-1, -1, "the statement goes on");
        }
        return super.parse(line, cursor, context);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int position) {
        char c = buffer.charAt(position);
        boolean isCommandsDot = c == '.' && position == 0;
        return Character.isWhitespace(c) || (BETWEEN_WORDS.indexOf(c) >= 0 && !isCommandsDot);
    }
}
