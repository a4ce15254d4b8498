package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.stats.WardTree;
import dev.reposignal.table.Relevance;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The themes of a day: the centres of a spherical k-means, and where they lie on the map.
 *
 * <p>A night that has one before it starts from that night's centres, so that themes stay; themes that have grown too large,
 * too small or too like each other are split, dropped or joined, and new ones are looked for among what has no theme. A
 * first night starts from {@link InitialCentroids}.
 *
 * <p>Fitting runs Spark jobs, as every MLlib estimator does; what reaches the driver is bounded by two fixed samples and by
 * the number of clusters. A fitted model is plain numbers.
 */
public final class ClusterModel implements Serializable {
    private static final long serialVersionUID = 1;

    /** Repositories the first centres are chosen from, and those without a theme that new ones are looked for among. */
    private static final int SAMPLE = 2_000;

    private static final int MOST_ITERATIONS = 20;
    /** From the centres of the subjects a few steps arrive. */
    private static final int FEW_ITERATIONS = 2;
    /** A night goes one step on from the centres of the night before. */
    private static final int ITERATIONS_OF_A_NIGHT = 1;
    /** A centre that moves less than this cosine distance stands still. */
    private static final double TOLERANCE = 1e-4;

    /** A repository leaves its theme only for one that is nearer by this cosine distance. */
    private static final double STAYING = 0.02;
    /** A theme of fewer repositories ends. */
    private static final long FEWEST_REPOS = 5;
    /** Two themes with a higher cosine are one. */
    private static final double SAME = 0.92;
    /** A theme of a larger share of the repositories is two; a little below the promised 5 %, as a sample tells it. */
    private static final double LARGEST_SHARE = 0.045;
    /** Where there are fewer themes than this, shares are naturally large. */
    private static final int FEWEST_TO_SPLIT = 40;
    /** Centres differ in the last digits from machine to machine; beyond this digit nothing hangs on them. */
    private static final double PRECISION = 1e6;

    /** Share of the repositories from which a subject has a cluster. */
    private static final double FEWEST_SHARE = 0.001;
    /** A subject that had no cluster the night before needs so many times as much, and one that had a third of it. */
    private static final double TO_BE_BORN = 1.25;

    private static final double TO_GO_ON = 1 / 3.0;
    /** Clusters start from the subjects where so many repositories are certainly about one of them. */
    private static final double COVERED_SHARE = 0.4;
    /** Where so many clusters have a subject, one without has to have a label of its own that its members share. */
    private static final double MOSTLY_SUBJECTS = 0.5;
    /** A cluster is about a subject that so many of the repositories nearest to it fit. */
    private static final double SHARED_SUBJECT = 0.5;
    /** A member of a cluster with a subject is no farther from its centre than this cosine, ... */
    static final double LEAST_COSINE = 0.4;
    /** ... than this where its text has no word for the subject, or where the cluster has none beside others that have, ... */
    static final double LEAST_COSINE_WITHOUT_WORD = 0.55;
    /** ... and not so much farther than from the nearest centre. */
    static final double MARGIN = 0.1;

    private final double[][] centres;
    private final double[][] places;
    private final double outlierDistance;
    private final Map<String, Integer> earlier;
    /** The subject of each cluster, {@link SubjectClusters#NONE} where it has none. */
    private final int[] subjects;

    /** The label of each cluster that has one before its terms are counted: its subject or its own phrase. */
    private final ArrayList<@Nullable String> labels = new ArrayList<>();

    private final Map<Integer, Integer> bySubject = new HashMap<>();
    private final List<Kind> kinds;
    /** What each subject of the list belongs to: a task needs no more of the list. */
    private final ArrayList<Kind> kindsOfSubjects = new ArrayList<>();

    private ClusterModel(
            Subjects list,
            double[][] centres,
            double[][] places,
            double outlierDistance,
            Map<String, Integer> earlier,
            List<Integer> subjects,
            List<@Nullable String> ownLabels,
            List<Kind> kinds) {
        this.centres = centres;
        this.places = places;
        this.outlierDistance = outlierDistance;
        this.earlier = earlier;
        this.subjects = subjects.stream().mapToInt(Integer::intValue).toArray();
        this.kinds = List.copyOf(kinds);
        list.all().forEach(subject -> kindsOfSubjects.add(Kind.of(subject)));
        for (int cluster = 0; cluster < this.subjects.length; cluster++) {
            int subject = this.subjects[cluster];
            if (subject != SubjectClusters.NONE) {
                bySubject.putIfAbsent(subject, cluster);
            }
            labels.add(
                    subject == SubjectClusters.NONE
                            ? ownLabels.get(cluster)
                            : list.get(subject).name());
        }
    }

    /**
     * What a cluster belongs to.
     *
     * @param field one of the fields of the list of subjects; null where its members name no subject
     * @param relevance technology, application or list; null likewise
     */
    record Kind(@Nullable String field, @Nullable String relevance) implements Serializable {
        static final Kind NONE = new Kind(null, null);

        static Kind of(Subjects.Subject subject) {
            return new Kind(subject.field(), subject.relevance().value());
        }
    }

    /** Where a repository belongs: its cluster, or for an outlier the nearest one. */
    record Membership(int cluster, boolean isOutlier) {}

    /**
     * Centres with the night before they come from (its identity, or null for a new one), their subjects
     * ({@link SubjectClusters#NONE} for none) and the labels of those that have none: of the night before, or the phrase that
     * a new one was found by.
     */
    private record Start(
            List<double[]> centres,
            List<@Nullable PreviousCluster> origins,
            List<Integer> subjects,
            List<@Nullable String> ownLabels) {
        static Start empty() {
            return new Start(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(double[] centre, @Nullable PreviousCluster origin, int subject) {
            add(centre, origin, subject, origin == null ? null : origin.label());
        }

        void add(double[] centre, @Nullable PreviousCluster origin, int subject, @Nullable String ownLabel) {
            centres.add(centre);
            origins.add(origin);
            subjects.add(subject);
            ownLabels.add(subject == SubjectClusters.NONE ? ownLabel : null);
        }

        /** Whether most clusters have a subject, so that one without has to say what it is about. */
        boolean isOfSubjects() {
            long having = subjects.stream()
                    .filter(subject -> subject != SubjectClusters.NONE)
                    .count();
            return having > 0 && having >= MOSTLY_SUBJECTS * subjects.size();
        }

        /** The labels of the clusters without a subject, by number. */
        Map<Integer, String> labelled() {
            Map<Integer, String> labels = new HashMap<>();
            for (int cluster = 0; cluster < ownLabels.size(); cluster++) {
                String label = ownLabels.get(cluster);
                if (label != null) {
                    labels.put(cluster, label);
                }
            }
            return labels;
        }

        Start at(List<double[]> moved) {
            return new Start(moved, origins, subjects, ownLabels);
        }

        Start copy() {
            return new Start(
                    new ArrayList<>(centres),
                    new ArrayList<>(origins),
                    new ArrayList<>(subjects),
                    new ArrayList<>(ownLabels));
        }
    }

    /**
     * Clusters the vectors.
     *
     * @param list the subjects and fields
     * @param earlier the clusters of the night before; may be empty
     * @param vectors repo_key, full_name, text, vector (null where there is none), earlier_id (null where the night before
     *     gave none), subject and subjects (see {@link SubjectFit#withSubjects}); read some times, so best cached by the caller
     */
    public static ClusterModel fitted(
            Settings.Cluster settings, Subjects list, List<PreviousCluster> earlier, Dataset<Row> vectors) {
        Dataset<Row> present = vectors.where(col("vector").isNotNull())
                .select("repo_key", "vector", "earlier_id", "subject", "subjects", "full_name", "text");
        List<double[]> sample = sample(settings, lit(true), present);
        if (sample.isEmpty()) {
            return new ClusterModel(
                    list, new double[0][], new double[0][], 0, Map.of(), List.of(), List.of(), List.of());
        }
        JavaRDD<Vector> points = Partitions.fixed(present.select("repo_key", "vector"), "repo_key")
                .toJavaRDD()
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .map(Vectors::dense);
        List<PreviousCluster> known =
                earlier.stream().filter(PreviousCluster::hasCentre).toList();
        boolean isFree = settings.clusters() == 0;
        boolean isContinued = !known.isEmpty() && (isFree || settings.clusters() == known.size());
        Map<Integer, Long> certain = SubjectClusters.certain(present);
        long all = certain.values().stream().mapToLong(Long::longValue).sum();
        double fewest = Math.max(FEWEST_REPOS, FEWEST_SHARE * all);
        Start start;
        boolean isOfSubjects = false;
        if (isContinued) {
            start = isFree ? revised(settings, list, known, sample, present, certain, fewest) : unchanged(list, known);
        } else {
            List<Integer> common = common(certain, fewest);
            long covered = common.stream().mapToLong(certain::get).sum();
            isOfSubjects = isFree && covered >= COVERED_SHARE * all;
            start = isOfSubjects ? ofSubjects(settings, list, common, sample, present) : first(settings, sample);
        }
        int iterations = isContinued ? ITERATIONS_OF_A_NIGHT : isOfSubjects ? FEW_ITERATIONS : MOST_ITERATIONS;
        Start moved = moved(start, points, iterations);
        if (isFree) {
            Start split = withoutTooLarge(moved, sample);
            boolean isSplit = split.centres().size() > moved.centres().size();
            moved = isSplit ? moved(split, points, FEW_ITERATIONS) : moved;
        }
        Map<Integer, Map<Integer, Long>> supports = SubjectClusters.supports(
                list.fields(), moved.centres().toArray(double[][]::new), moved.subjects(), moved.labelled(), present);
        return named(list, moved, sample, supports, isFree ? fewest * TO_GO_ON : 0);
    }

    /** The groups of Ward's method. */
    private static Start first(Settings.Cluster settings, List<double[]> sample) {
        List<double[]> first = List.of(InitialCentroids.chosen(sample, settings.clusters(), settings.seed()));
        Start start = Start.empty();
        (settings.clusters() == 0 ? withoutTwins(first) : first)
                .forEach(centre -> start.add(centre, null, SubjectClusters.NONE));
        return start;
    }

    /** One cluster for each subject that enough repositories are about, and those found among the other repositories. */
    private static Start ofSubjects(
            Settings.Cluster settings,
            Subjects list,
            List<Integer> common,
            List<double[]> sample,
            Dataset<Row> present) {
        Start start = Start.empty();
        SubjectClusters.centroids(settings.seed(), common, present)
                .forEach((subject, centroid) -> start.add(rounded(centroid), null, subject));
        addNew(settings, list, col("subject").isNull(), start, sample, present);
        return start;
    }

    private static List<Integer> common(Map<Integer, Long> certain, double fewest) {
        return certain.entrySet().stream()
                .filter(entry -> entry.getKey() != SubjectClusters.NONE && entry.getValue() >= fewest)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Gives every cluster its subject, where its members share one. Of two clusters about one subject the smaller becomes
     * part of the other, and one whose subject too few share ends, where the number is free. Where most clusters have a
     * subject, so does one without that has no label of its own or whose label too few of its members share.
     *
     * @param fewest members that must fit the subject; 0 where the number of clusters is given
     */
    private static ClusterModel named(
            Subjects list,
            Start start,
            List<double[]> sample,
            Map<Integer, Map<Integer, Long>> supports,
            double fewest) {
        List<Integer> largestFirst = new ArrayList<>();
        for (int cluster = 0; cluster < start.centres().size(); cluster++) {
            largestFirst.add(cluster);
        }
        largestFirst.sort(Comparator.comparingLong((Integer cluster) -> size(supports, cluster))
                .reversed());
        boolean isOfSubjects = start.isOfSubjects();
        Map<Integer, Integer> subjects = new HashMap<>();
        List<Integer> ended = new ArrayList<>();
        for (int cluster : largestFirst) {
            int subject = start.subjects().get(cluster);
            if (subject == SubjectClusters.NONE) {
                continue;
            }
            boolean isShared = supports.getOrDefault(cluster, Map.of()).getOrDefault(subject, 0L) >= fewest;
            if (isShared && !subjects.containsValue(subject)) {
                subjects.put(cluster, subject);
            } else {
                ended.add(cluster);
            }
        }
        for (int cluster : largestFirst) {
            if (start.subjects().get(cluster) == SubjectClusters.NONE) {
                List<Integer> shared = shared(supports.getOrDefault(cluster, Map.of()));
                int free = shared.stream()
                        .filter(subject -> !subjects.containsValue(subject))
                        .findFirst()
                        .orElse(SubjectClusters.NONE);
                boolean isTaken = !shared.isEmpty() && subjects.containsValue(shared.get(0));
                String label = start.ownLabels().get(cluster);
                boolean isUnnamed = free == SubjectClusters.NONE
                        && isOfSubjects
                        && (label == null
                                || !OwnTerms.isLabel(list, label)
                                || !SubjectClusters.isLabelShared(supports.getOrDefault(cluster, Map.of())));
                if (fewest > 0 && (isTaken || isUnnamed)) {
                    ended.add(cluster);
                } else {
                    subjects.put(cluster, free);
                }
            }
        }
        Start kept = Start.empty();
        List<Kind> kinds = new ArrayList<>();
        for (int cluster = 0; cluster < start.centres().size(); cluster++) {
            boolean isLast =
                    kept.centres().isEmpty() && cluster == start.centres().size() - 1;
            if (isLast || fewest == 0 || !ended.contains(cluster)) {
                int subject = subjects.getOrDefault(cluster, SubjectClusters.NONE);
                // Elsewhere, and where the number is given, the terms of the day are counted for the label.
                String label = isOfSubjects && fewest > 0 ? start.ownLabels().get(cluster) : null;
                kept.add(start.centres().get(cluster), start.origins().get(cluster), subject, label);
                kinds.add(kind(list, subject, supports.getOrDefault(cluster, Map.of())));
            }
        }
        return placed(list, kept, kinds, sample);
    }

    private static long size(Map<Integer, Map<Integer, Long>> supports, int cluster) {
        return supports.getOrDefault(cluster, Map.of()).getOrDefault(SubjectClusters.NONE, 0L);
    }

    /** The subjects that enough of a cluster's repositories fit, the most shared first. */
    private static List<Integer> shared(Map<Integer, Long> support) {
        double enough = SHARED_SUBJECT * support.getOrDefault(SubjectClusters.NONE, 0L);
        return support.entrySet().stream()
                .filter(entry -> entry.getKey() >= 0 && entry.getValue() >= enough)
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The field and the relevance of the subject. For a cluster without one those that most of its members name, and where
     * they name no subject, the field whose anchor phrases most of them name.
     */
    private static Kind kind(Subjects list, int subject, Map<Integer, Long> support) {
        if (subject != SubjectClusters.NONE) {
            return Kind.of(list.get(subject));
        }
        Map<String, Long> fields = new TreeMap<>();
        Map<String, Long> relevances = new TreeMap<>();
        support.forEach((named, repos) -> {
            if (named >= 0) {
                fields.merge(list.get(named).field(), repos, Long::sum);
                relevances.merge(list.get(named).relevance().value(), repos, Long::sum);
            }
        });
        return new Kind(
                most(fields.isEmpty() ? SubjectClusters.namedFields(list.fields(), support) : fields),
                most(relevances));
    }

    private static @Nullable String most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    public int clusters() {
        return centres.length;
    }

    /** The direction of a theme, of unit length. */
    double[] centre(int cluster) {
        return centres[cluster].clone();
    }

    /** The place of a theme on the map. */
    double[] place(int cluster) {
        return places[cluster].clone();
    }

    /** The cosine of a vector of unit length with every theme. */
    double[] cosines(double[] unitVector) {
        return cosines(centres, unitVector);
    }

    static double[] cosines(double[][] centres, double[] unitVector) {
        double[] cosines = new double[centres.length];
        Arrays.setAll(cosines, cluster -> VectorMath.dot(centres[cluster], unitVector));
        return cosines;
    }

    /**
     * The theme of a repository: the nearest, or the one it had where that is hardly farther.
     *
     * @param cosines with every theme
     * @param earlierId its cluster of the night before
     */
    int theme(double[] cosines, @Nullable String earlierId) {
        int nearest = nearest(cosines);
        Integer before = earlierId == null ? null : earlier.get(earlierId);
        return before != null && cosines[nearest] - cosines[before] < STAYING ? before : nearest;
    }

    /** The subject of a cluster, whose name is its label; empty where it has none. */
    OptionalInt subject(int cluster) {
        return subjects[cluster] == SubjectClusters.NONE ? OptionalInt.empty() : OptionalInt.of(subjects[cluster]);
    }

    Kind kind(int cluster) {
        return kinds.get(cluster);
    }

    /** What a subject of the list belongs to. */
    Kind kindOfSubject(int subject) {
        return kindsOfSubjects.get(subject);
    }

    /** Whether the subject is one of lists, courses or books. */
    boolean isList(int subject) {
        return Relevance.LIST.value().equals(kindsOfSubjects.get(subject).relevance());
    }

    /** The labels that are known before the terms of the day are counted, by the identity of the cluster. */
    public Map<String, String> labels(Map<Integer, String> ids) {
        Map<String, String> known = new HashMap<>();
        ids.forEach((cluster, id) -> {
            String label = labels.get(cluster);
            if (label != null) {
                known.put(id, label);
            }
        });
        return known;
    }

    /**
     * The cluster that a repository fits: of a cluster with a subject only what fits the subject is a member. Among those it
     * fits and that are nearly as near as the nearest, the nearest; it keeps the one it had where that is hardly farther.
     *
     * @param cosines with every cluster
     * @param fitting its subjects, as {@link SubjectFit#withSubjects} gives them
     * @param earlierId its cluster of the night before
     */
    Membership membership(double[] cosines, List<Row> fitting, @Nullable String earlierId, boolean wasOutlier) {
        int theme = theme(cosines, earlierId);
        double highest = Arrays.stream(cosines).max().orElse(0);
        Integer before = earlierId == null ? null : earlier.get(earlierId);
        int best = SubjectClusters.NONE;
        double bestCosine = Double.NEGATIVE_INFINITY;
        for (Row fit : fitting) {
            Integer cluster = bySubject.get(fit.getInt(0));
            if (cluster == null) {
                continue;
            }
            boolean isOwn = cluster.equals(before);
            double cosine = cosines[cluster] + (isOwn ? STAYING : 0);
            boolean isNear = cosine >= (fit.getBoolean(1) ? LEAST_COSINE : LEAST_COSINE_WITHOUT_WORD)
                    && cosine >= highest - MARGIN;
            if ((isOwn || fit.getBoolean(2)) && isNear && cosine > bestCosine) {
                best = cluster;
                bestCosine = cosine;
            }
        }
        boolean isOfOwnTerms = subjects[theme] == SubjectClusters.NONE
                && (bySubject.isEmpty() || cosines[theme] >= LEAST_COSINE_WITHOUT_WORD)
                && !isOutlier(Math.max(0, 1 - cosines[theme]), earlierId, wasOutlier);
        if (isOfOwnTerms && cosines[theme] + (before != null && before == theme ? STAYING : 0) > bestCosine) {
            best = theme;
        }
        return best == SubjectClusters.NONE ? new Membership(theme, true) : new Membership(best, false);
    }

    /**
     * Whether a repository is too far from its theme to be called a part of it; the bound yields a little to what the
     * night before said.
     */
    boolean isOutlier(double distance, @Nullable String earlierId, boolean wasOutlier) {
        double yielding = wasOutlier ? -STAYING : earlierId != null ? STAYING : 0;
        return distance > outlierDistance + yielding;
    }

    /** The number of the nearest theme, whatever the distance; of two equally near the one that comes first. */
    public int nearest(Seq<Float> vector) {
        return nearest(centres, Clusters.unit(vector));
    }

    /** A repository's place on the map: amid its nearest themes, the nearer the more. */
    double[] placeOf(double[] cosines) {
        return ClusterMap.amid(places, cosines);
    }

    /** A vector column as an array of length one; empty where it is zero, which has no direction to compare. */
    static double[] unit(Row row, int index) {
        List<Float> values = row.getList(index);
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return VectorMath.normalised(vector) ? vector : new double[0];
    }

    /** The nearest centre; of two equally near the one that comes first. */
    static int nearest(double[][] centres, double[] unitVector) {
        return nearest(cosines(centres, unitVector));
    }

    /** The same by the cosine with each. */
    static int nearest(double[] cosines) {
        int nearest = 0;
        for (int cluster = 1; cluster < cosines.length; cluster++) {
            nearest = cosines[cluster] > cosines[nearest] ? cluster : nearest;
        }
        return nearest;
    }

    /** The repositories with the smallest seeded hashes of their keys: the same ones in whatever order they come. */
    private static List<double[]> sample(Settings.Cluster settings, Column condition, Dataset<Row> present) {
        return sampleRows(settings, condition, present)
                // Numbers travel to the driver faster than rows, which Java would write object by object.
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .collect();
    }

    private static JavaRDD<Row> sampleRows(Settings.Cluster settings, Column condition, Dataset<Row> present) {
        return present.where(condition)
                .orderBy(xxhash64(lit(settings.seed()), col("repo_key")), col("repo_key"))
                .limit(SAMPLE)
                .toJavaRDD();
    }

    private static Start unchanged(Subjects list, List<PreviousCluster> known) {
        Start start = Start.empty();
        known.forEach(cluster -> start.add(cluster.direction(), cluster, cluster.subject(list)));
        return start;
    }

    /** The themes of the night before without those that ended or became one, and with those that are new. */
    private static Start revised(
            Settings.Cluster settings,
            Subjects list,
            List<PreviousCluster> known,
            List<double[]> sample,
            Dataset<Row> present,
            Map<Integer, Long> certain,
            double fewest) {
        Start start = Start.empty();
        List<double[]> centres = start.centres();
        List<PreviousCluster> largestFirst = known.stream()
                .sorted(Comparator.comparingLong(PreviousCluster::repos)
                        .reversed()
                        .thenComparing(PreviousCluster::clusterId))
                .toList();
        Set<Integer> settled = known.stream()
                .filter(theme -> theme.repos() >= fewest)
                .map(theme -> theme.subject(list))
                .collect(Collectors.toSet());
        Map<Integer, double[]> anew = SubjectClusters.centroids(
                settings.seed(),
                common(certain, fewest).stream()
                        .filter(subject -> !settled.contains(subject))
                        .toList(),
                present);
        for (PreviousCluster theme : largestFirst) {
            int subject = theme.subject(list);
            // A centre that few are nearest to wanders off from its subject night by night, and loses its members so.
            double[] again = anew.get(subject);
            double[] centre = again == null ? theme.direction() : rounded(again);
            boolean isLarge = theme.repos() >= FEWEST_REPOS || again != null || centres.isEmpty();
            if (isLarge && !hasTwin(centres, centre)) {
                start.add(centre, theme, subject);
            }
        }
        List<Integer> born = common(certain, fewest * TO_BE_BORN);
        anew.forEach((subject, centroid) -> {
            if (born.contains(subject) && !start.subjects().contains(subject)) {
                start.add(rounded(centroid), null, subject);
            }
        });
        addNew(settings, list, col("earlier_id").isNull(), start, sample, present);
        return start;
    }

    /**
     * Adds the new clusters among the repositories of a condition. Where most clusters have a subject, a new one needs a
     * subject too that no other has, or one phrase that its members share: a group that nobody could name is none.
     */
    private static void addNew(
            Settings.Cluster settings,
            Subjects list,
            Column condition,
            Start start,
            List<double[]> sample,
            Dataset<Row> present) {
        List<OwnTerms.Member> others = sampleRows(settings, condition, present)
                .map(row -> new OwnTerms.Member(unit(row, 1), row.getString(5), row.getString(6)))
                .filter(member -> member.vector().length > 0)
                .collect();
        boolean isOfSubjects = start.isOfSubjects();
        List<double[]> vectors = others.stream().map(OwnTerms.Member::vector).toList();
        for (double[] birth : NewClusters.among(vectors, start.centres().toArray(double[][]::new), sample)) {
            if (!isOfSubjects) {
                start.add(birth, null, SubjectClusters.NONE);
                continue;
            }
            List<OwnTerms.Member> near = others.stream()
                    .filter(member -> VectorMath.dot(member.vector(), birth) >= LEAST_COSINE_WITHOUT_WORD)
                    .toList();
            int subject = OwnTerms.sharedSubject(list, near);
            if (subject == SubjectClusters.NONE) {
                OwnTerms.sharedPhrase(list, near)
                        .filter(phrase -> !start.ownLabels().contains(phrase))
                        .ifPresent(phrase -> start.add(birth, null, SubjectClusters.NONE, phrase));
            } else if (!start.subjects().contains(subject)) {
                start.add(birth, null, subject);
            }
        }
    }

    private static List<double[]> withoutTwins(List<double[]> centres) {
        List<double[]> apart = new ArrayList<>();
        for (double[] centre : centres) {
            if (!hasTwin(apart, centre)) {
                apart.add(centre);
            }
        }
        return apart;
    }

    private static boolean hasTwin(List<double[]> centres, double[] centre) {
        return centres.stream().anyMatch(other -> VectorMath.dot(other, centre) > SAME);
    }

    /** One theme more for every one that holds too large a share of the sample; the same where none does. */
    private static Start withoutTooLarge(Start start, List<double[]> sample) {
        double[][] centres = start.centres().toArray(double[][]::new);
        if (centres.length < FEWEST_TO_SPLIT) {
            return start;
        }
        Map<Integer, List<double[]>> members = new HashMap<>();
        for (double[] point : sample) {
            members.computeIfAbsent(nearest(centres, point), cluster -> new ArrayList<>())
                    .add(point);
        }
        Start split = start.copy();
        for (int cluster = 0; cluster < centres.length; cluster++) {
            List<double[]> points = members.getOrDefault(cluster, List.of());
            if (points.size() > LARGEST_SHARE * sample.size()) {
                double[][] halves =
                        InitialCentroids.centres(points, WardTree.of(points).groups(2));
                if (halves.length == 2) {
                    split.centres().set(cluster, halves[0]);
                    split.add(halves[1], null, SubjectClusters.NONE);
                }
            }
        }
        return split;
    }

    private static Start moved(Start start, JavaRDD<Vector> points, int iterations) {
        KMeansModel initial =
                new KMeansModel(start.centres().stream().map(Vectors::dense).toArray(Vector[]::new));
        KMeansModel model = new KMeans()
                .setK(start.centres().size())
                .setInitialModel(initial)
                .setDistanceMeasure("cosine")
                .setMaxIterations(iterations)
                .setEpsilon(TOLERANCE)
                .run(points.rdd());
        List<double[]> centres = new ArrayList<>();
        for (int cluster = 0; cluster < start.centres().size(); cluster++) {
            double[] centre = model.clusterCenters()[cluster].toArray();
            // Members that point away from each other have no common direction; their theme stays where it was.
            boolean hasDirection = VectorMath.normalised(centre);
            centres.add(rounded(hasDirection ? centre : start.centres().get(cluster)));
        }
        return start.at(centres);
    }

    private static double[] rounded(double[] centre) {
        double[] rounded = new double[centre.length];
        Arrays.setAll(rounded, i -> Math.round(centre[i] * PRECISION) / PRECISION);
        VectorMath.normalised(rounded);
        return rounded;
    }

    private static ClusterModel placed(Subjects list, Start start, List<Kind> kinds, List<double[]> sample) {
        double[][] centres = start.centres().toArray(double[][]::new);
        double[] @Nullable [] known = new double[centres.length][];
        Map<String, Integer> earlier = new HashMap<>();
        for (int cluster = 0; cluster < centres.length; cluster++) {
            PreviousCluster origin = start.origins().get(cluster);
            if (origin != null) {
                known[cluster] = new double[] {origin.x(), origin.y()};
                earlier.put(origin.clusterId(), cluster);
            }
        }
        double[] distances = sample.stream()
                .mapToDouble(point -> 1 - VectorMath.dot(centres[nearest(centres, point)], point))
                .toArray();
        return new ClusterModel(
                list,
                centres,
                ClusterMap.places(centres, kinds.stream().map(Kind::field).toList(), known),
                NewClusters.outlierDistance(distances),
                Map.copyOf(earlier),
                start.subjects(),
                start.ownLabels(),
                kinds);
    }
}
