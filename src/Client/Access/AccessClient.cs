using System.Globalization;
using System.Net.Http.Json;
using Damon.Client.Api;
using Damon.Contracts;
using Damon.Contracts.Rest.Access;

namespace Damon.Client.Access;

/// <summary>The server's REST calls about who may call. Every one throws <see cref="ApiException"/> when it does not succeed.</summary>
/// <param name="api">Makes the calls.</param>
public sealed class AccessClient(ApiClient api)
{
    /// <summary>What this browser may do.</summary>
    public Task<MeResource> GetMeAsync(CancellationToken cancel) => api.GetAsync<MeResource>("me", cancel);

    /// <summary>Signs this browser in.</summary>
    /// <param name="token">The token of a role.</param>
    /// <param name="cancel">Gives up.</param>
    public Task SignInAsync(string token, CancellationToken cancel)
        => api.SendAsync<MeResource>(HttpMethod.Post, "signins", JsonContent.Create(new SignInRequest { Token = token }, options: ContractJson.Options), cancel);

    /// <summary>Signs this browser out.</summary>
    public Task SignOutAsync(CancellationToken cancel) => api.SendAsync<object>(HttpMethod.Delete, "signins/current", null, cancel);

    /// <summary>The browsers that are signed in, newest first.</summary>
    public Task<SignInResource[]> GetSignInsAsync(CancellationToken cancel) => api.GetAsync<SignInResource[]>("signins", cancel);

    /// <summary>Ends a sign-in.</summary>
    public Task EndAsync(string id, CancellationToken cancel) => api.SendAsync<object>(HttpMethod.Delete, "signins/" + Uri.EscapeDataString(id), null, cancel);

    /// <summary>Who changed what, and what was refused, newest first.</summary>
    /// <param name="before">Only what is older, Unix microseconds; null for the newest.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<AuditAnswer> GetAuditAsync(long? before, int limit, CancellationToken cancel)
        => api.GetAsync<AuditAnswer>(string.Create(CultureInfo.InvariantCulture, $"audit?limit={limit}{(before is null ? "" : $"&before={before}")}"), cancel);
}
