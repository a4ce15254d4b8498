package dev.reposignal.error;

import java.util.List;

/** All errors that users see. A message says what failed (with values), why, and what to do. */
public final class Errors {
    private Errors() {}

    public static UserException invalidSettings(List<String> problems) {
        return new UserException("Invalid configuration (%d problem%s):%n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    }

    public static UserException unreadableSettings(String file, String cause) {
        return new UserException(
                "Cannot read the configuration file %s: %s. Correct the file or name another with --config."
                        .formatted(file, cause));
    }

    public static UserException keyOverPlainHttp(String variable, String setting, String address) {
        return new UserException(
                "Cannot send the key of %s to %s: the connection is not encrypted. Give %s an https address, or unset %s if the server asks for no key."
                        .formatted(variable, address, setting, variable));
    }

    public static UserException noSnapshots(String lake) {
        return new UserException(
                "Cannot find any snapshot in the lake %s. Load some first: reposignal ingest --lake %s PATH..."
                        .formatted(lake, lake));
    }

    public static UserException noSnapshotsOn(String day, String lake, String latest) {
        return new UserException(
                "Cannot run the night of %s: the lake %s has no snapshot of that day (the latest is %s). Ingest that day first or choose another --date."
                        .formatted(day, lake, latest));
    }

    public static UserException noSuchDay(String day, String lake) {
        return new UserException(
                "Cannot take out %s: no table of the lake %s holds that day. reposignal days list --lake %s lists the days."
                        .formatted(day, lake, lake));
    }

    public static UserException dayNotRemoved(String day, String lake) {
        return new UserException(
                "Cannot put %s back: it was never taken out of the lake %s. The table removed_days lists what was."
                        .formatted(day, lake));
    }

    public static UserException nightInTheFuture(String day, String today) {
        return new UserException(
                "Cannot run the night of %s: it is in the future, today is %s. Take the day out with reposignal days remove %s, choose another with --date, or say --force."
                        .formatted(day, today, day));
    }

    public static UserException nightBeforePublished(String day, String published, String lake) {
        return new UserException(
                "Cannot run the night of %s: the night of %s is published already, and nights go forward. Say --force to run it all the same, rerun nights whose data came late with reposignal backfill --lake %s --stale, or take a wrong day out with reposignal days remove %s."
                        .formatted(day, published, lake, published));
    }

    public static UserException noLakeNamed() {
        return new UserException(
                "Missing --lake: name the folder of the tables, or set the environment variable RS_LAKE or paths.lake in jobs/conf/reposignal.yaml. To make one to look at: reposignal demo.");
    }

    public static UserException noBoard(String day, String lake) {
        return new UserException(
                "Cannot find a board of %s in the lake %s: that night was not published, or it listed nothing. reposignal status --lake %s shows the nights."
                        .formatted(day, lake, lake));
    }

    public static UserException noPublishedNight(String lake) {
        return new UserException(
                "Cannot find a published night in the lake %s. Run one first: reposignal nightly --lake %s --site DIR"
                        .formatted(lake, lake));
    }

    public static UserException noPage(String page) {
        return new UserException(
                "Cannot find the page %s. Name the folder of the site with --site, or make one: reposignal demo."
                        .formatted(page));
    }

    public static UserException invalidWindow(int days, String known) {
        return new UserException("Invalid --window %d: the windows are %s days.".formatted(days, known));
    }

    public static UserException unknownFileEnding(String file) {
        return new UserException(
                "Cannot tell the format of %s from its ending: write .csv, .jsonl, .json or .parquet, or name it with --format."
                        .formatted(file));
    }

    public static UserException lakeIsBusy(String lake) {
        return new UserException(
                ExitCode.BUSY,
                "Cannot write to the lake %s: another reposignal process is writing to it. Run the command again when it has ended, or say --wait 30m."
                        .formatted(lake));
    }

    public static UserException lostLease(String file) {
        return new UserException(
                ExitCode.BUSY,
                "Cannot say that the lake was written by this command alone: its lease %s ended before it did, and another command may have written. Run reposignal doctor, then the command again."
                        .formatted(file));
    }

    public static UserException newerLake(String lake, int format, int known) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot open the lake %s: it has format %d, and this RepoSignal knows formats up to %d. Use the version of RepoSignal that wrote it, or a later one."
                        .formatted(lake, format, known));
    }

    public static UserException damagedState(String file) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot read %s: it is not the JSON that RepoSignal writes there. Remove the file; the next command that writes makes it again."
                        .formatted(file));
    }

    public static UserException lostCommits(String lake, List<String> sentences) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot write to the lake %s, because commits are lost. %s Restore the lost files from a backup, or accept the loss with reposignal doctor --lake %s --fix and run the lost nights again."
                        .formatted(lake, String.join(" ", sentences), lake));
    }

    public static UserException otherLake(String target, String lake, String table) {
        return new UserException(
                "Cannot copy the lake %s to %s: its table %s is of another lake, or has gone on by itself. Name an empty folder or an earlier backup with --to."
                        .formatted(lake, target, table));
    }

    public static UserException damagedCopy(String target, List<String> damage) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot trust the copy in %s: %s See reposignal doctor of the lake, remove the copy and copy again."
                        .formatted(target, String.join(" ", damage)));
    }

    public static UserException interrupted(String command) {
        return new UserException(
                ExitCode.INTERRUPTED,
                "Interrupted: %s was ended by a signal. What it wrote is whole; run the command again to finish."
                        .formatted(command));
    }

    public static UserException diskFull(String cause) {
        return new UserException(
                ExitCode.MACHINE,
                "Cannot write: the disk is full (%s). Free some space and run the command again; nothing that was in the lake is lost."
                        .formatted(cause));
    }

    public static UserException notWritable(String cause) {
        return new UserException(
                ExitCode.MACHINE,
                "Cannot write: %s. Make the folder writable for this user and run the command again; nothing that was in the lake is lost."
                        .formatted(cause));
    }

    public static UserException inputOutputError(String cause) {
        return new UserException(
                ExitCode.MACHINE,
                "Cannot read or write a file: %s. Check the disk, then run the command again.".formatted(cause));
    }

    public static UserException vanishedFile(String cause) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot read a file that should be there: %s. If it is a file of the lake, reposignal doctor --lake DIR names what is missing; if it is an input, run the command again."
                        .formatted(cause));
    }

    public static UserException damagedLake(String cause) {
        return new UserException(
                ExitCode.DAMAGED,
                "Cannot read the lake: %s. reposignal doctor --lake DIR says what is damaged and what to do."
                        .formatted(cause));
    }

    public static UserException tooLittleMemory(String cause) {
        return new UserException(
                ExitCode.MACHINE,
                "Cannot finish: the memory of Java was too little (%s). Give it more with RS_MEMORY, for example RS_MEMORY=6g, and run the command again."
                        .formatted(cause));
    }

    public static UserException memoryBelowMinimum(String cause) {
        return new UserException("Cannot start Spark: %s Give Java at least 1g with RS_MEMORY.".formatted(cause));
    }

    public static UserException unwritableLake(String lake, Exception cause) {
        return new UserException(
                "Cannot write to the lake %s: %s. Make it writable for this user and free some space, or name another folder with --lake."
                        .formatted(lake, cause),
                cause);
    }

    public static UserException notAQuery(String what) {
        return new UserException(
                "Cannot run a statement with '%s': reposignal only reads. Use SELECT, WITH, SHOW, DESCRIBE or EXPLAIN."
                        .formatted(what));
    }

    public static UserException fileOutsideTheLake(String what) {
        return new UserException(
                "Cannot read %s: it is outside the lake. Ask the lake's own tables and views, or say --allow-files."
                        .formatted(what));
    }

    public static UserException queryTooLong(long seconds) {
        return new UserException(
                "Cannot finish the query: it ran longer than %d seconds. Ask for less, or set another limit with --timeout."
                        .formatted(seconds));
    }

    public static UserException queryTooLarge(long rows) {
        return new UserException(
                "Cannot finish the query: it read more than %,d rows. Ask for fewer days or repositories, or set another limit with --max-rows-read."
                        .formatted(rows));
    }

    public static UserException invalidQuery(String cause) {
        return new UserException("Invalid query: " + cause);
    }

    public static UserException unknownRelation(String name, List<String> near) {
        return new UserException("Cannot find a table or view %s. %s"
                .formatted(name, didYouMean(near, "data/README.md lists all of them.")));
    }

    /** A question with the most similar names, or another text if there is none. */
    public static String didYouMean(List<String> near, String otherwise) {
        return near.isEmpty() ? otherwise : "Did you mean " + String.join(" or ", near) + "?";
    }

    public static UserException unknownNight(String at, String lake, List<String> latest) {
        return new UserException(
                "Cannot use --at %s: no published night of the lake %s has that day, run or version of runs. %s"
                        .formatted(
                                at,
                                lake,
                                latest.isEmpty()
                                        ? "None is published yet; run reposignal nightly first."
                                        : "The latest are %s; the view nights lists all."
                                                .formatted(String.join(", ", latest))));
    }

    public static UserException failedNight(String runId) {
        return new UserException(
                "Cannot use --at %s: that run failed or was interrupted and left an incomplete night. Choose another; the view nights lists all."
                        .formatted(runId));
    }

    public static UserException fileExists(String file) {
        return new UserException(
                "Cannot write %s: it exists already. Name another file, or replace it with --force.".formatted(file));
    }

    public static UserException unwritableFile(String file, Exception cause) {
        return new UserException(
                "Cannot write %s: %s. Make the file and its folder writable for this user and free some space, or name another file."
                        .formatted(file, cause),
                cause);
    }

    public static UserException noFileNamed(String format) {
        return new UserException(
                "Cannot print %s to a terminal, because it is not text. Name a file with --output.".formatted(format));
    }

    public static UserException formatWithoutFile(String format) {
        return new UserException(
                "Cannot write %s to a file with --output: use csv, jsonl or parquet, or redirect the printed output."
                        .formatted(format));
    }

    public static UserException tableWithoutDays(String table, String column) {
        return new UserException(
                "Cannot choose a day of %s: it has no column %s. Leave out --date, or select rows with reposignal sql --output FILE."
                        .formatted(table, column));
    }

    public static UserException noLake(String lake) {
        return new UserException(
                "Cannot find any table in %s. Check the path, or fill a new lake with reposignal ingest."
                        .formatted(lake));
    }

    public static UserException keptTooShort(long hours, long shortestDays) {
        return new UserException(
                "Invalid --keep of %d hours: it must be at least %dd, because commands that read now may need what was just replaced."
                        .formatted(hours, shortestDays));
    }

    public static UserException otherEngine(String spark, String delta, String builtSpark, String builtDelta) {
        return new UserException(
                "Cannot run on Spark %s with Delta %s: this build is for Spark %s with Delta %s. Take these (jobs/docs/spark-submit.md)."
                        .formatted(spark, delta, builtSpark, builtDelta));
    }

    public static UserException commandOutsideThePrompt(String command) {
        return new UserException(
                "Cannot run '%s': commands that begin with a dot work only in the prompt. SHOW TABLES and DESCRIBE NAME work everywhere."
                        .formatted(command.lines().findFirst().orElse(command)));
    }

    public static UserException unknownRepository(String fullName, String day, List<String> similar, String why) {
        String hint = why.isEmpty() ? didYouMean(similar, "Check the spelling.") : didYouMean(similar, why);
        return new UserException("Cannot explain %s: it has no signal on %s. %s".formatted(fullName, day, hint));
    }

    public static UserException notObserved(String fullName, String day, String lastSeen) {
        return new UserException(
                "Cannot explain %s: it was not observed on %s; its last observation is of %s. Choose a night up to that day with --date."
                        .formatted(fullName, day, lastSeen));
    }

    public static UserException noNightOn(String day, String lake) {
        return new UserException(
                "Cannot find signals of %s in the lake %s. Run reposignal nightly --lake %s --date %s first."
                        .formatted(day, lake, lake, day));
    }

    public static UserException invalidStep(int every) {
        return new UserException("Invalid --every %d: it must be at least 1.".formatted(every));
    }

    public static UserException emptyRange(String from, String to, String lake) {
        return new UserException(
                "Cannot backfill: the lake %s has no snapshot from %s to %s. Choose days that it has; reposignal status --lake %s lists them."
                        .formatted(lake, from, to, lake));
    }

    public static UserException reversedRange(String from, String to) {
        return new UserException("Invalid range: --from %s is after --to %s. Swap them.".formatted(from, to));
    }

    public static UserException noSample(String folder) {
        return new UserException(
                "Cannot find the sample in %s. Run jobs/bin/reposignal demo from a checkout, or name the folder with --sample."
                        .formatted(folder));
    }

    public static UserException missingTable(String table, String lake) {
        return new UserException(
                "Cannot read the table %s: the lake %s has none yet. Run reposignal nightly --lake %s first."
                        .formatted(table, lake, lake));
    }

    public static UserException unknownFormatName(String format, String known) {
        return new UserException("Invalid --format %s: use one of %s.".formatted(format, known));
    }

    public static UserException missingPath(String path) {
        return new UserException(
                "Cannot find %s: there is no such file or folder. Correct the path; nothing was loaded."
                        .formatted(path));
    }

    public static UserException emptyFile(String file) {
        return new UserException(
                "Cannot load %s: the file is empty. Fetch it again or leave it out; nothing was loaded."
                        .formatted(file));
    }

    public static UserException fileWithoutRows(String file) {
        return new UserException(
                "Cannot load %s: the file has no rows. Fetch it again or leave it out; nothing was loaded."
                        .formatted(file));
    }

    public static UserException folderWithoutFiles(String folder) {
        return new UserException(
                "Cannot load the folder %s: it holds no files (folders inside it and hidden files are ignored). Name the files or the folder that holds them; nothing was loaded."
                        .formatted(folder));
    }

    public static UserException unknownFormat(String file, String firstLine) {
        return new UserException(
                "Cannot load %s: its columns match no known format; it begins with \"%s\". See jobs/docs/ingest.md for the formats; nothing was loaded."
                        .formatted(file, firstLine));
    }

    public static UserException brokenFile(String file, String what) {
        return new UserException(
                "Cannot load %s: %s. Fix the file or leave it out; nothing was loaded.".formatted(file, what));
    }

    public static UserException fileWithoutDay(String file, String format) {
        return new UserException(
                "Cannot load %s: a %s file has no day in its rows, and its name does not contain exactly one YYYY-MM-DD. Give its day with --date; nothing was loaded."
                        .formatted(file, format));
    }

    public static UserException contradictingDay(String file, String named, String requested) {
        return new UserException(
                "Cannot load %s: its name says %s but --date says %s. Leave out --date or rename the file; nothing was loaded."
                        .formatted(file, named, requested));
    }

    public static UserException siteIsTaken(String site, String what) {
        return new UserException(
                "Cannot publish to %s: there is %s that RepoSignal did not write, and it would be replaced. Move it away or name another folder with --site."
                        .formatted(site, what));
    }

    public static UserException cannotWriteSite(String site, Exception cause) {
        return new UserException(
                "Cannot publish to %s: %s. Free some space, make the folder that holds it writable (links must be possible there), or name another folder with --site; a site that was published before stays as it was."
                        .formatted(site, cause),
                cause);
    }

    public static UserException cannotWriteBacktest(String folder, Exception cause) {
        return new UserException(
                "Cannot write the files of the backtest to %s: %s. Name a folder that you can write to, on a disk with space; the figures are stored in the lake, in backtest_metrics."
                        .formatted(folder, cause),
                cause);
    }

    public static UserException brokenModel(Exception cause) {
        return new UserException("Cannot read the stored model: %s. Train it again with reposignal train."
                .formatted(cause.getMessage()));
    }

    public static UserException tooLittleToLearn(String day, int breakouts) {
        return new UserException(
                "Cannot train a model on the data up to %s: fewer than %d break-outs are known by then. Ingest more history, or choose a later day with --date."
                        .formatted(day, breakouts));
    }

    public static UserException nothingToGrade(String from, String to, String root) {
        return new UserException(
                "Cannot grade %s to %s: the lake %s has no day of that range with 28 days of history before it. Ingest the history, or choose other days."
                        .formatted(from, to, root));
    }

    public static UserException unreadableTrending(String file, String cause) {
        return new UserException(
                "Cannot read the trending list %s: %s. Name a CSV file with the columns trending_date (2026-03-06), full_name and stars."
                        .formatted(file, cause));
    }

    public static UserException nothingTrended(String file, String from, String to, String root) {
        return new UserException(
                "Cannot measure the lead time: no repository of %s appeared for the first time between %s and %s with few enough stars and 28 days of history in the lake %s. Ingest the history, or choose other days."
                        .formatted(file, from, to, root));
    }

    public static UserException missingDay(String table, String day, String lake) {
        return new UserException(
                "Cannot find %s of %s in the lake %s. Choose a day that it has (reposignal status --lake %s lists them) or run reposignal nightly --lake %s --date %s."
                        .formatted(table, day, lake, lake, lake, day));
    }

    public static UserException unknownCluster(String clusterId, String day, String lake) {
        return new UserException(
                "Cannot find the cluster %s on %s. Choose one that reposignal clusters --lake %s --date %s shows."
                        .formatted(clusterId, day, lake, day));
    }

    public static UserException unknownToDay(String fullName, String day, List<String> similar) {
        String hint = didYouMean(similar, "Check the spelling.");
        return new UserException("Cannot find %s among the snapshots of %s. %s".formatted(fullName, day, hint));
    }

    public static UserException repositoryWithoutText(String fullName, String day) {
        return new UserException(
                "Cannot find what is similar to %s: on %s its description and topics contain nothing to compare. Choose another repository or --date."
                        .formatted(fullName, day));
    }

    public static UserException unreadableModel(String file, String cause) {
        return new UserException(
                "Cannot load the model %s: %s. Name with --model an ONNX file of a BERT-like sentence model that has its tokenizer.json beside it."
                        .formatted(file, cause));
    }

    public static UserException invalidClusterCount(int clusters) {
        return new UserException(
                "Invalid --clusters %d: it must be 0 (chosen from the texts) or at least 2.".formatted(clusters));
    }

    public static UserException unreadableLabels(String file, String cause) {
        return new UserException(
                "Cannot read the labels %s: %s. Name a CSV file with the columns full_name, description and category."
                        .formatted(file, cause));
    }

    public static UserException tooFewParts(int parts) {
        return new UserException("Invalid --parts %d: at least 2 parts are compared.".formatted(parts));
    }

    public static UserException invalidSubjects(List<String> problems) {
        return new UserException("Invalid list of subjects or fields (%d problem%s):%n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    }

    public static UserException unreadableSubjects(String setting, String file, String cause) {
        return new UserException(
                "Cannot read the list %s of the setting %s: %s. Correct the path, or leave the setting empty for the list that comes with RepoSignal."
                        .formatted(file, setting, cause));
    }

    public static UserException unreadableSheet(String file, String cause) {
        return new UserException(
                "Cannot read the judged sheet %s: %s. Write yes or no into the column fits of a sheet that reposignal cluster-eval --judge FILE --lake DIR has written."
                        .formatted(file, cause));
    }

    public static UserException missingSheet(String file) {
        return new UserException(
                "Cannot read the judged sheet %s: there is no such file. Add --lake DIR to write the sheet of a night there."
                        .formatted(file));
    }

    public static UserException noArticles(String from, String to, String lake, String latest) {
        return new UserException(
                "Cannot find an article from %s to %s in the lake %s: the latest is of %s. Choose days that it has; reposignal sql --lake %s \"SELECT snapshot_date FROM articles\" lists them."
                        .formatted(from, to, lake, latest, lake));
    }

    public static UserException articleAndRange(String article) {
        return new UserException(
                "Invalid --article %s together with --from or --to: name one article or a range of days."
                        .formatted(article));
    }

    public static UserException noToken(String variable) {
        return new UserException(
                        "Cannot collect: there is no access token of GitHub. Set the environment variable %s, or name a file that holds one with --token-file. A token without any permission is enough."
                                .formatted(variable))
                .aboutToken();
    }

    public static UserException unreadableToken(String file, String cause) {
        return new UserException("Cannot read the token file %s: %s. Name a file that you can read with --token-file."
                        .formatted(file, cause))
                .aboutToken();
    }

    public static UserException invalidToken(String where) {
        return new UserException(
                        "Invalid access token in %s: it must be one line of letters, digits and _.~+/=-. Copy it again from GitHub."
                                .formatted(where))
                .aboutToken();
    }

    public static UserException tokenRefused(String variable) {
        return new UserException(
                        "Cannot collect: GitHub refuses the access token (status 401). It may have expired; make a new one and set %s or the file of --token-file."
                                .formatted(variable))
                .aboutToken();
    }

    public static UserException lakeNotLocal(String lake) {
        return new UserException(
                "Cannot collect into %s: the collector keeps its files on a local disk. Name a local folder with --lake, then load its folder raw with reposignal ingest --lake %s."
                        .formatted(lake, lake));
    }

    public static UserException damagedCensus(String file, int line) {
        return new UserException(
                "Cannot read the census %s: line %d is damaged. Restore the file from a backup, or remove that line: its repository is then found or followed anew."
                        .formatted(file, line));
    }

    public static UserException collectOfAnotherDay(String day, String today) {
        return new UserException(
                "Cannot collect %s: GitHub gives the counts of the present moment only, and today is %s (UTC). Leave out --date."
                        .formatted(day, today));
    }

    public static UserException nothingFollowed(String lake) {
        return new UserException(
                "Cannot collect: the lake %s follows no repository yet and the settings search for none. Name some first: reposignal follow --lake %s OWNER/NAME..."
                        .formatted(lake, lake));
    }

    public static UserException invalidNames(List<String> names) {
        return new UserException("Invalid name%s %s: write owner/name, as GitHub does in the address of the page."
                .formatted(names.size() == 1 ? "" : "s", String.join(", ", names)));
    }

    public static UserException noNamesFromGitHub(String what, String cause) {
        return new UserException(
                "Cannot list the repositories of the %s: GitHub answers with %s. Check the name, or name the repositories yourself."
                        .formatted(what, cause));
    }

    public static UserException invalidLogin(String name) {
        return new UserException(
                "Invalid name of a user or an organisation %s: write it as in the address of its page, without a slash."
                        .formatted(name));
    }

    public static UserException unreadableNames(String file, String cause) {
        return new UserException(
                "Cannot read the names in %s: %s. Name a text file with an owner/name or an address of GitHub on each line."
                        .formatted(file, cause));
    }

    public static UserException invalidWatchlists(List<String> problems) {
        return new UserException("Invalid watchlist (%d problem%s):%n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    }

    public static UserException unreadableWatchlists(String folder, String cause) {
        return new UserException(
                "Cannot read the watchlists in %s: %s. Make the folder readable, or name another with --set watch.folder=DIR."
                        .formatted(folder, cause));
    }

    public static UserException unwritableWatchlist(String file, String cause) {
        return new UserException(
                "Cannot write the watchlist %s: %s. Make its folder writable, or edit the file yourself."
                        .formatted(file, cause));
    }

    public static UserException invalidWatchlistName(String name) {
        return new UserException(
                "Invalid name of a watchlist '%s': use lower-case letters, digits and hyphens, 40 at most, as in spark-tools."
                        .formatted(name));
    }

    public static UserException noWatchlist(String name, String folder, List<String> lists) {
        return new UserException("Cannot find the watchlist '%s' in %s. %s"
                .formatted(
                        name,
                        folder,
                        lists.isEmpty()
                                ? "There is none yet; make it with reposignal watch add %s OWNER/NAME".formatted(name)
                                : "The lists are %s.".formatted(String.join(", ", lists))));
    }

    public static UserException invalidAlerts(String file, List<String> problems) {
        return new UserException("Invalid file of alerts %s (%d problem%s):%n  - %s"
                .formatted(file, problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
    }

    public static UserException invalidComparison(List<String> names, int most) {
        return new UserException("Invalid repositories to compare (%s): name two to %d different ones."
                .formatted(String.join(", ", names), most));
    }

    public static UserException noAlertFile(String file) {
        return new UserException(
                "Cannot tell operators: there is no file %s. Write one with a channel whose rules name held, failed, late, disk or token (jobs/docs/alerts.md), or leave out --alert."
                        .formatted(file));
    }

    public static UserException notWatched(List<String> names, String list) {
        return new UserException(
                "Cannot take %s off the watchlist '%s': the list does not name it. reposignal watch list %s prints what it names."
                        .formatted(String.join(", ", names), list, list));
    }

    public static UserException noNamesToImport(String file) {
        return new UserException(
                "Cannot find a repository in %s. Give a text file with an owner/name or address on each line, a CSV file with a column full_name, or a list of stars as GitHub's API gives it (JSON)."
                        .formatted(file));
    }
}
