using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Pictures;

namespace Damon.Client.Sessions;

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
        var asked = parts.Where(part => part.Range.Size >= (ulong)part.Rows).ToArray();
        if (asked.Length == 0)
        {
            return;
        }

        var cells = await api.GetCellsAsync(query, asked.Select(part => (part.Range.Start, part.Range.End, part.Rows)), cancel);
        if (cells.Rows != asked.Sum(part => part.Rows))
        {
            throw new ApiException(new ApiProblem { Message = "The server's answer has other rows than were asked for. Reload the page: it and the server may be of different versions." });
        }

        GridAssembly.Copy(cells, grid, asked);
    }
}
