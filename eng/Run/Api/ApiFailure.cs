using System.Net;

namespace Damon.Run.Api;

/// <summary>A call of the server that did not succeed.</summary>
/// <param name="status">What it answered with; null when it did not answer.</param>
/// <param name="sentence">Why, for people.</param>
internal sealed class ApiFailure(HttpStatusCode? status, string sentence) : Exception(sentence)
{
    /// <summary>What it answered with; null when it did not answer.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>Whether nobody has answered, which may change.</summary>
    public bool IsSilence => status is null;
}
