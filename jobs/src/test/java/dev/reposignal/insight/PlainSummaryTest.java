package dev.reposignal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an article says a repository is. The descriptions are of the kinds that real ones are. */
class PlainSummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Quill is an AI-powered answering engine. It is free. | an AI-powered answering engine",
                "Python tool for converting files to Markdown. | a Python tool for converting files to Markdown",
                "Text is all you need - A tiny coding agent, built from scratch | a tiny coding agent, built from scratch",
                "Your own personal AI assistant. Any OS. | a personal AI assistant",
                "🚀 AI 全自动短视频引擎 | an AI Fully Automated Short Video Engine",
                "Agent skills for research | agent skills for research",
                "Financial data platform for analysts, quants and agents. | a financial data platform for analysts, quants and agents",
                "Material UI: Comprehensive React component library that implements a design. | a React component library that implements a design",
                "LLM inference (C and C++) | LLM inference (C and C++)",
                "GitHub’s official command line tool | GitHub's official command line tool"
            })
    void clauseThatNamesAKindOfThing_isTheSummary(String description, String summary) {
        assertThat(PlainSummary.of(
                        description.equals("🚀 AI 全自动短视频引擎")
                                ? description + " | AI Fully Automated Short Video Engine"
                                : description))
                .isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Truly independent web browser | an independent web browser",
                "A blazingly fast multi-language serialization framework | a multi-language serialization framework",
                "The most powerful and modular diffusion model GUI | a modular diffusion model GUI",
                "A lightweight yet powerful browser extension | a lightweight browser extension",
                "A smarter cd command. Supports all shells. | a cd command",
                "A tool for writing better scripts | a tool for writing better scripts"
            })
    void praise_isLeftOut(String description, String summary) {
        assertThat(PlainSummary.of(description)).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Turn any webpage into a desktop app | software to turn any webpage into a desktop app",
                "Build custom agents, schedule automations, do deep research. | software to build custom agents, schedule automations, do deep research",
                "Build, deploy, and orchestrate AI agents | software to build, deploy, and orchestrate AI agents",
                "Manage your projects, tasks and goals. Collaborate. | software to manage your projects, tasks and goals"
            })
    void whatToDoWithIt_isItsPurpose(String description, String summary) {
        assertThat(PlainSummary.of(description)).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A headless commerce engine that enables developers to create amazing digital commerce experiences for everybody | a headless commerce engine",
                "A cross-platform desktop assistant tool for Claude Code, Codex, OpenCode, openclaw and Gemini CLI users | a cross-platform desktop assistant tool for Claude Code",
                "A fast multi-language serialization framework powered by a compiler and by zero-copy of all that it reads | a multi-language serialization framework powered by a compiler",
                "An e-book library manager that can view, convert, edit and catalog e-books in all of the major e-book formats | an e-book library manager",
                "Collaborative wiki and documentation software (alternative to Confluence, Notion and many other products) | collaborative wiki and documentation software"
            })
    void longClause_isCutWhereAPhraseEnds(String description, String summary) {
        assertThat(PlainSummary.of(description)).isEqualTo(summary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Development at the speed of light",
                "Bash is all you need",
                "The agent harness performance optimization system",
                "1 min voice data can also be used to train a good TTS model",
                "Master the command line, in one page",
                "一个支持免代理直连的第三方客户端",
                ""
            })
    void sloganOrderOrForeignText_isNoSummary(String description) {
        assertThat(PlainSummary.of(description)).isNull();
    }

    @Test
    void noDescription_isNoSummary() {
        assertThat(PlainSummary.of(null)).isNull();
    }
}
