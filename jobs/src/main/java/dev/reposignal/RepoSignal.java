package dev.reposignal;

/** Entry point of {@code java -jar} and {@code spark-submit}. */
public final class RepoSignal {
    private RepoSignal() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
