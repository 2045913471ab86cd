using Damon.Client.Api;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Pages;

/// <summary>Where a session is begun or opened.</summary>
public sealed partial class StartPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource closing = new();
    private IReadOnlyList<SamplerResource>? samplers;
    private ApiProblem? samplerProblem;

    // A sampler that connects or goes changes which processes there are: the picker begins anew.
    private string samplerIds = "";

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _ = RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Every, Time);
            while (await timer.WaitForNextTickAsync(closing.Token))
            {
                await LoadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            samplers = await Api.GetSamplersAsync(closing.Token);
            samplerProblem = null;
            samplerIds = string.Join(' ', samplers.Select(s => s.Id));
        }
        catch (ApiException fault)
        {
            samplerProblem = fault.Problem;
        }
    }
}
