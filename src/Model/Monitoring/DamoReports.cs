namespace Damon.Model.Monitoring;

/// <summary>What the reports of damo, DAMON's command line tool, do with a record unless they are told otherwise.</summary>
public static class DamoReports
{
    /// <summary>Snapshots at the beginning of each target's record that they leave out; where no other is there they say nothing, or fail.</summary>
    public const int LeftOutSnapshots = 20;
}
