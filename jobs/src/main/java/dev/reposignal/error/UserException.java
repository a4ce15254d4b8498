package dev.reposignal.error;

/**
 * Bad input or configuration: something the user can mend. The command line prints the message alone and exits with 2;
 * every other exception is an internal error, printed whole, exit 4. Build one with {@link Errors}.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
