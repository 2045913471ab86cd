namespace Damon.Server.Imports.Formats;

/// <summary>Something a file tells of one of its records: its head, or a snapshot.</summary>
/// <param name="Record">The record's index in the file, from 0.</param>
internal abstract record RecordPart(int Record);
