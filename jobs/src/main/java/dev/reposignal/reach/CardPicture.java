package dev.reposignal.reach;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The picture that networks show where somebody posts the address of a repository's page: its name, what the latest night says
 * of it, and its stars of 90 days, as PNG of 1,200 by 630. The same content gives the same bytes on one machine; another one
 * may have other fonts.
 *
 * @param publication name of the site
 * @param name of the repository
 * @param words lines below it
 * @param counts observed stars, by day
 */
record CardPicture(String publication, String name, List<String> words, List<Count> counts) {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 630;

    private static final int MARGIN = 80;
    private static final int TEXT_WIDTH = WIDTH - 2 * MARGIN;
    private static final int CHART_TOP = 370;
    private static final int CHART_BOTTOM = 560;

    /** Shades of each of the two inks on white: enough for smooth edges, and 4 bits a pixel. */
    private static final int SHADES = 8;

    private static final Color INK = new Color(0x1f2328);
    private static final Color BLUE = new Color(0x0969da);
    private static final IndexColorModel PALETTE = palette();

    CardPicture {
        words = List.copyOf(words);
        counts = List.copyOf(counts);
    }

    /** Stars observed at the start of a day. */
    record Count(LocalDate day, long stars) {}

    /** Why this Java cannot draw text: it has no fonts, or not the libraries for them; "" where it can. */
    static String fault() {
        try {
            new CardPicture("a", "b", List.of("c"), List.of()).png();
            return "";
        } catch (RuntimeException | LinkageError | InternalError e) {
            return e.toString();
        }
    }

    byte[] png() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, WIDTH, HEIGHT);
            pen.setColor(BLUE);
            pen.fillRect(0, 0, WIDTH, 12);
            text(pen, publication, Font.BOLD, 30, 100);
            pen.setColor(INK);
            text(pen, name, Font.BOLD, 64, 195);
            int y = 265;
            for (String line : words) {
                text(pen, line, Font.PLAIN, 36, y);
                y += 52;
            }
            line(pen);
        } finally {
            pen.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(indexed(picture), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A line of text as large as fits. */
    private static void text(Graphics2D pen, String text, int style, int size, int y) {
        Font font = new Font(Font.SANS_SERIF, style, size);
        FontMetrics metrics = pen.getFontMetrics(font);
        int width = metrics.stringWidth(text);
        if (width > TEXT_WIDTH) {
            font = font.deriveFont((float) size * TEXT_WIDTH / width);
        }
        pen.setFont(font);
        pen.drawString(text, MARGIN, y);
    }

    /** The stars on a scale of their own, broken where days are missing. */
    private void line(Graphics2D pen) {
        if (counts.size() < 2) {
            return;
        }
        LocalDate first = counts.get(0).day();
        double days =
                ChronoUnit.DAYS.between(first, counts.get(counts.size() - 1).day());
        long least = counts.stream().mapToLong(Count::stars).min().orElseThrow();
        long most = counts.stream().mapToLong(Count::stars).max().orElseThrow();
        Path2D path = new Path2D.Double();
        double x = 0;
        double y = 0;
        LocalDate before = null;
        for (Count count : counts) {
            x = MARGIN + TEXT_WIDTH * ChronoUnit.DAYS.between(first, count.day()) / days;
            y = most == least
                    ? CHART_BOTTOM
                    : CHART_BOTTOM - (double) (CHART_BOTTOM - CHART_TOP) * (count.stars() - least) / (most - least);
            if (before != null && before.plusDays(1).equals(count.day())) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
            }
            before = count.day();
        }
        pen.setColor(BLUE);
        pen.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(path);
        pen.fill(new Ellipse2D.Double(x - 10, y - 10, 20, 20));
    }

    /** The picture with the nearest colours of the palette: a quarter of the bytes. */
    private static BufferedImage indexed(BufferedImage picture) {
        BufferedImage indexed = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, PALETTE);
        int[] from = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        byte[] to = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < from.length; i += 2) {
            to[i / 2] = (byte) (nearest(from[i]) << 4 | nearest(from[i + 1]));
        }
        return indexed;
    }

    private static int nearest(int rgb) {
        int red = rgb >> 16 & 0xff;
        boolean isBlue = (rgb & 0xff) - red > 16;
        int darkest = isBlue ? BLUE.getRed() : INK.getRed();
        int shade = Math.min(SHADES - 1, Math.round((float) (SHADES - 1) * (255 - red) / (255 - darkest)));
        return isBlue ? SHADES + shade : shade;
    }

    private static IndexColorModel palette() {
        byte[][] channels = new byte[3][2 * SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            for (int ink = 0; ink < 2; ink++) {
                int rgb = (ink == 0 ? INK : BLUE).getRGB();
                for (int channel = 0; channel < 3; channel++) {
                    int full = rgb >> (16 - 8 * channel) & 0xff;
                    channels[channel][ink * SHADES + shade] = (byte) (255 - (255 - full) * shade / (SHADES - 1));
                }
            }
        }
        return new IndexColorModel(4, 2 * SHADES, channels[0], channels[1], channels[2]);
    }
}
