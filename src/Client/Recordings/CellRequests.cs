using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Pictures;
using Damon.Contracts.Rest;

namespace Damon.Client.Recordings;

/// <summary>Has the server bin the rows of a picture.</summary>
public static class CellRequests
{
    /// <summary>Fills a grid's rows in one call; rows of less than a byte have nothing to ask for and stay unknown.</summary>
    /// <param name="api">The calls.</param>
    /// <param name="query">Session, target, time and columns.</param>
    /// <param name="parts">The rows and their addresses, rising.</param>
    /// <param name="grid">What is filled, from its first column on.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ApiException">The server did not answer, or not what was asked for.</exception>
    public static async Task FillAsync(this ApiClient api, HeatmapQuery query, IEnumerable<RowPart> parts, CellGrid grid, CancellationToken cancel)
    {
        var asked = Asked(parts);
        if (asked.Length > 0)
        {
            Copy(await api.GetCellsAsync(query, Bands(asked), cancel), asked, grid);
        }
    }

    /// <summary>Fills a part's rows and, where there is one, the rows of an overview of the whole recording, in one call.</summary>
    /// <param name="api">The calls.</param>
    /// <param name="query">Session, target, time and columns of the part.</param>
    /// <param name="parts">The part's rows and their addresses, rising.</param>
    /// <param name="grid">The part.</param>
    /// <param name="overview">The overview; its time is the recording's.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether the overview was filled: it is not when the part has nothing to ask for.</returns>
    /// <exception cref="ApiException">The server did not answer, or not what was asked for.</exception>
    public static async Task<bool> FillAsync(
        this ApiClient api, HeatmapQuery query, IEnumerable<RowPart> parts, CellGrid grid, OverviewPart? overview, CancellationToken cancel)
    {
        var (asked, small) = (Asked(parts), overview is null ? [] : Asked(overview.Rows.Parts));
        if (asked.Length == 0 || small.Length == 0)
        {
            await api.FillAsync(query, asked, grid, cancel);
            return false;
        }

        var answer = await api.GetCellsAsync(query, Bands(asked), overview!.Grid.Columns, Bands(small), cancel);
        Copy(answer.Cells, asked, grid);
        Copy(answer.Overview, small, overview.Grid);
        return true;
    }

    private static RowPart[] Asked(IEnumerable<RowPart> parts) => [.. parts.Where(part => part.Range.Size >= (ulong)part.Rows)];

    private static IEnumerable<(ulong Start, ulong End, int Rows)> Bands(IEnumerable<RowPart> parts)
        => parts.Select(part => (part.Range.Start, part.Range.End, part.Rows));

    private static void Copy(PackedCells cells, RowPart[] asked, CellGrid grid)
    {
        if (cells.Rows != asked.Sum(part => part.Rows))
        {
            throw new ApiException(new ApiProblem { Message = "The server's answer has other rows than were asked for. Reload the page: it and the server may be of different versions." });
        }

        GridAssembly.Copy(cells, grid, asked);
    }
}
