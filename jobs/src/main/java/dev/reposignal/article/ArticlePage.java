package dev.reposignal.article;

import java.time.LocalDate;

/**
 * An article as the site needs it: a row of the table articles.
 *
 * @param day the day it is about
 * @param title headline, as text
 * @param standfirst the sentences under the headline, as text
 * @param markdown the article in Markdown
 * @param bodyHtml the article element, as {@link ArticleHtml} makes it
 */
public record ArticlePage(LocalDate day, String title, String standfirst, String markdown, String bodyHtml) {}
