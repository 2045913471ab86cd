namespace Damon.Server.Heatmaps;

/// <summary>What was recorded, summed up.</summary>
internal static class HeatmapEndpoints
{
    public static void MapHeatmaps(this RouteGroupBuilder sessions)
    {
    }
}
