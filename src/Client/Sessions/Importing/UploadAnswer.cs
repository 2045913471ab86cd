namespace Damon.Client.Sessions.Importing;

/// <summary>How an upload has ended, as the script tells it.</summary>
/// <param name="Status">Status of the server's answer; 0 when there was none.</param>
/// <param name="Body">The answer.</param>
/// <param name="GivenUp">Whether the page has given it up.</param>
public sealed record UploadAnswer(int Status, string Body, bool GivenUp);
