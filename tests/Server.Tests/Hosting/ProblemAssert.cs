using System.Text.Json;

namespace Damon.Server.Tests.Hosting;

/// <summary>Checks of answers that are no success.</summary>
internal static class ProblemAssert
{
    /// <summary>A problem of a status, which names the fields (and no others) and has a sentence.</summary>
    public static async Task IsProblemAsync(HttpResponseMessage response, int status, params string[] fields)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
        var named = problem.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name) : [];
        Assert.Equal(fields.Order(), named.Order());
    }
}
