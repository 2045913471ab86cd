using Bunit;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Client.Tests.Pages;

namespace Damon.Client.Tests.Layout;

public sealed class RefreshingComponentTests : PageTest
{
    [Fact]
    public void Open_TimePasses_LoadsAgain()
    {
        var rendered = Render<Part>();

        Assert.Equal(1, rendered.Instance.Loads);
        Time.Advance(TimeSpan.FromSeconds(1));
        rendered.WaitForAssertion(() => Assert.Equal(2, rendered.Instance.Loads));
    }

    [Fact]
    public async Task Refresh_LoadUnderWay_WaitsForItsEnd()
    {
        var rendered = Render<Part>();
        var part = rendered.Instance;
        part.Gate = new TaskCompletionSource();
        Time.Advance(TimeSpan.FromSeconds(1));
        rendered.WaitForAssertion(() => Assert.Equal(2, part.Loads));

        var asked = rendered.InvokeAsync(part.AskAsync);
        Assert.Equal((2, 1), (part.Loads, part.MostAtOnce));

        part.Gate.SetResult();
        await asked;
        Assert.Equal((3, 1), (part.Loads, part.MostAtOnce));
    }

    [Fact]
    public async Task Load_Fails_TheProblemStaysUntilALoadSucceeds()
    {
        var part = Render<Part>().Instance;
        part.Fault = new ApiProblem { Message = "away" };
        await EventuallyAsync(() => Assert.Equal("away", part.Shown));

        part.Fault = null;
        await EventuallyAsync(() => Assert.Null(part.Shown));
    }

    [Fact]
    public async Task Close_LoadsNoMore()
    {
        var part = Render<Part>().Instance;
        await DisposeComponentsAsync();

        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, part.Loads);
    }

    private sealed class Part : RefreshingComponent
    {
        private int _underWay;

        public int Loads { get; private set; }

        public int MostAtOnce { get; private set; }

        public TaskCompletionSource? Gate { get; set; }

        public ApiProblem? Fault { get; set; }

        public string? Shown => Problem?.Message;

        protected override TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task AskAsync() => RefreshAsync();

        protected override async Task LoadAsync()
        {
            Loads++;
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
            if (Gate is not null)
            {
                await Gate.Task;
            }

            _underWay--;
            if (Fault is not null)
            {
                throw new ApiException(Fault);
            }
        }
    }
}
