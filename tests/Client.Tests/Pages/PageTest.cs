using Bunit;
using Damon.Client.Access;
using Damon.Client.Live;
using Damon.Client.Tests.Api;
using Damon.Client.Tests.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Pages;

/// <summary>A page in a browser that is not there.</summary>
public abstract class PageTest : BunitContext
{
    protected PageTest()
    {
        // Machines that build and test at once are slow; a test that passes does not wait.
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule(_ => true).Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddScoped<AccessState>();
        Services.AddScoped(services => Server.ClientOf(services.GetRequiredService<AccessState>()));
        Services.AddScoped<AccessClient>();
        Services.AddSingleton<IWatchClient>(Watch);
    }

    /// <summary>Lets time pass until an assertion holds.</summary>
    /// <param name="assertion">What comes to hold.</param>
    /// <param name="step">Time between two looks, milliseconds: little where it holds for a short time only.</param>
    protected async Task EventuallyAsync(Action assertion, double step = 100)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (tries < 300)
            {
                Time.Advance(TimeSpan.FromMilliseconds(step));
                await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Presses a part of a page, found where nothing is drawn meanwhile: what is found and drawn anew can't be pressed.</summary>
    protected static Task Click(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page, string part) => page.InvokeAsync(() => page.Find($"[data-testid={part}]").Click());

    internal FakeServer Server { get; } = new();

    internal FakeWatch Watch { get; } = new();

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
}
