using System.Net.Http.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;

namespace Damon.Server.Tests.Hosting;

/// <summary>Calls of the API whose answers are read.</summary>
internal static class ApiAnswers
{
    public static async Task<T> GetAsync<T>(this HttpClient api, string path)
    {
        using var response = await api.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Starts a session on a process and answers it.</summary>
    public static async Task<SessionResource> StartSessionAsync(this HttpClient api, int pid = 100)
    {
        using var response = await api.PostAsync("sessions", JsonContent.Create(new { targets = new[] { new { pid } } }), TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Reads something until it is as wanted.</summary>
    public static async Task<T> WaitForAsync<T>(this HttpClient api, string path, Func<T, bool> wanted)
    {
        while (true)
        {
            var answer = await api.GetAsync<T>(path);
            if (wanted(answer))
            {
                return answer;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
