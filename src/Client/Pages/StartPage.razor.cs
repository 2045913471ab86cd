using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Pages;

/// <summary>Where a session is begun or opened.</summary>
public sealed partial class StartPage : RefreshingComponent
{
    private IReadOnlyList<SamplerResource>? _samplers;

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(3);

    [CascadingParameter] private Permissions Permissions { get; set; } = Permissions.Unknown;

    [Inject] private ApiClient Api { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _samplers = await Api.GetSamplersAsync(Closing);
}
