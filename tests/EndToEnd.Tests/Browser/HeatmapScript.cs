namespace Damon.Browsers;

/// <summary>Scripts of the tests' own that look into the page's heatmaps.</summary>
internal static class HeatmapScript
{
    /// <summary>What is painted in the element of a data-testid, or in the page's only heatmap; null while there is none.</summary>
    public const string Cells = """
        async name => {
            const plots = [...document.querySelectorAll(name ? `[data-testid="${name}"] .js-plotly-plot` : '.js-plotly-plot')];
            if (plots.length === 0) {
                return null;
            }
            const { chartOf } = await import(new URL('damon-heatmap.js', document.baseURI).href);
            const chart = plots.map(plot => chartOf(plot.id)).find(known => known);
            if (!chart) {
                return null;
            }
            // Asked every few milliseconds, while the page is to go on: so one pass, in a function that stays.
            window.countCodes ??= codes => {
                const counts = new Uint32Array(256);
                let checksum = 2166136261 | 0;
                for (let at = 0; at < codes.length; at++) {
                    counts[codes[at]]++;
                    checksum = Math.imul(checksum ^ codes[at], 16777619);
                }
                return { counts, checksum: checksum >>> 0 };
            };
            const { counts, checksum } = window.countCodes(chart.codes);
            const told = { columns: chart.columns, rows: chart.rows, known: 0, nonEmpty: 0, inferred: 0, hidden: counts[1], hottest: 0, checksum };
            // The last code is what is on its way, but in differences, where it stands for a value.
            const coming = chart.percents[255] === 0 ? 255 : 256;
            counts.forEach((count, code) => {
                told.known += code > 0 && code < coming ? count : 0;
                told.nonEmpty += chart.percents[code] > 0 ? count : 0;
                told.inferred += code >= 192 && code < coming ? count : 0;
                told.hottest = count > 0 ? Math.max(told.hottest, chart.percents[code]) : told.hottest;
            });
            return told;
        }
        """;

    /// <summary>
    /// How late snapshots were painted since the last call, from their ends to the frame after the one in which they were
    /// drawn, milliseconds. The first call begins to note it, and answers nothing.
    /// </summary>
    public const string Lags = """
        () => {
            if (!window.notedLags) {
                window.notedLags = [];
                window.addEventListener('drawn', ({ detail }) => requestAnimationFrame(() => setTimeout(
                    () => window.notedLags.push(performance.timeOrigin + performance.now() - detail.snapshotUs / 1000))));
            }
            return window.notedLags.splice(0);
        }
        """;
}
