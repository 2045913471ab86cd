namespace Damon.Server.Configuration;

/// <summary>Limits of the history.</summary>
/// <param name="MaxMegabytes">Largest size of the database file, MiB; 0 for no bound but the disk's.</param>
internal sealed record HistorySettings(int MaxMegabytes);
