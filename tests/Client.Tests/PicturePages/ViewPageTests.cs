using Bunit;
using Damon.Client.PicturePages;
using Damon.Client.Tests.Pages;
using Damon.Client.Viewports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.PicturePages;

public sealed class ViewPageTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Back_WithoutAStepOfItsOwn_StaysHere()
    {
        var page = Open();

        await page.InvokeAsync(page.Instance.BackAsync);

        Assert.False(page.Instance.CanGoBack);
        Assert.Empty(JSInterop.Invocations["history.back"]);
    }

    [Fact]
    public async Task Back_AfterAStep_GoesBack()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Instance.Move(5));

        await page.InvokeAsync(page.Instance.BackAsync);

        Assert.EndsWith("page?at=5", Navigation.Uri, StringComparison.Ordinal);
        Assert.Single(JSInterop.Invocations["history.back"]);
    }

    [Fact]
    public async Task SaveView_IsInTheAddressAndIsNoStep()
    {
        var page = Open();
        page.Instance.At = 7;

        await page.InvokeAsync(page.Instance.SaveView);

        Assert.EndsWith("page?at=7", Navigation.Uri, StringComparison.Ordinal);
        Assert.False(page.Instance.CanGoBack);
    }

    [Fact]
    public async Task Address_OwnStep_IsNotApplied()
    {
        var page = Open();

        await page.InvokeAsync(() => page.Instance.Move(5));

        Assert.Empty(page.Instance.Applied);
    }

    [Fact]
    public async Task Address_ChangedByTheBrowser_IsAppliedAndTakesAStepAway()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Instance.Move(5));

        Navigation.NavigateTo("page?at=3");

        Assert.Equal(["?at=3"], page.Instance.Applied);
        Assert.False(page.Instance.CanGoBack);
    }

    [Fact]
    public void Address_OfAnotherPage_IsNotApplied()
    {
        var page = Open();

        Navigation.NavigateTo("other?at=3");

        Assert.Empty(page.Instance.Applied);
    }

    [Fact]
    public async Task Address_ChangedAfterThePageIsGone_IsNotApplied()
    {
        var page = Open();
        await page.Instance.DisposeAsync();

        Navigation.NavigateTo("page?at=3");

        Assert.Empty(page.Instance.Applied);
        Assert.True(page.Instance.Closed);
    }

    [Fact]
    public async Task Redraw_SeveralChanges_DrawOnce()
    {
        var page = Open();
        var before = page.RenderCount;

        await page.InvokeAsync(() => page.Instance.Change(20));

        await EventuallyAsync(() => Assert.NotEqual(before, page.RenderCount));
        Assert.Equal(before + 1, page.RenderCount);
        Assert.Equal("20", page.Find("p").TextContent);
    }

    [Fact]
    public async Task Redraw_ChangesDuringThePause_AreDrawnTogetherAfterIt()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Instance.Change(1));
        page.WaitForState(() => page.Find("p").TextContent == "1");
        var before = page.RenderCount;

        await page.InvokeAsync(() => page.Instance.Change(3));
        Time.Advance(TimeSpan.FromMilliseconds(59));
        Assert.Equal(before, page.RenderCount);

        await EventuallyAsync(() => Assert.Equal("4", page.Find("p").TextContent));
        Assert.Equal(before + 1, page.RenderCount);
    }

    [Fact]
    public async Task Press_AKeyOfTheTable_DoesWhatItSays()
    {
        var page = Open();

        await page.InvokeAsync(() => page.Instance.Press("q"));
        await page.InvokeAsync(() => page.Instance.Press("unknown"));

        Assert.Equal(1, page.Instance.Pressed);
    }

    [Fact]
    public async Task Press_QuestionMark_ShowsTheList()
    {
        var page = Open();

        await page.InvokeAsync(() => page.Instance.Press("?"));

        Assert.NotNull(page.Find("b"));
    }

    private IRenderedComponent<TestPage> Open()
    {
        Navigation.NavigateTo("page");
        return Render<TestPage>();
    }

    /// <summary>A page of which the view is a number.</summary>
    private sealed class TestPage : ViewPage
    {
        private KeyTable _keys = null!;
        private int _changes;

        public int At { get; set; }

        public int Pressed { get; private set; }

        public bool Closed { get; private set; }

        public List<string> Applied { get; } = [];

        public override ViewRange View => new(0, 1, 0, 1);

        public override bool Zoomed => false;

        protected override KeyTable Keys => _keys;

        protected override IReadOnlyDictionary<string, object?> Query => new Dictionary<string, object?> { ["at"] = At };

        public override Task ShowAsync(ViewRange view) => Task.CompletedTask;

        public override Task ZoomAsync(double factor) => Task.CompletedTask;

        public override Task FitAsync() => Task.CompletedTask;

        public override Task SavePictureAsync() => Task.CompletedTask;

        public Task Press(string key) => PressAsync(key);

        public void Move(int at)
        {
            At = at;
            SaveStep();
        }

        public void Change(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _changes++;
                Redraw();
            }
        }

        protected override void OnInitialized()
        {
            base.OnInitialized();
            _keys = PictureKeys.With(this, [new("[Q]", "Count") { Actions = PictureKeys.On(("q", Count)) }], []);
        }

        protected override bool IsHere(string path) => path == "/page";

        protected override Task ApplyAsync(string query)
        {
            Applied.Add(query);
            return Task.CompletedTask;
        }

        protected override ValueTask CloseAsync()
        {
            Closed = true;
            return ValueTask.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, _changes);
            builder.CloseElement();
            if (HelpShown)
            {
                builder.AddMarkupContent(2, "<b>help</b>");
            }
        }

        private Task Count()
        {
            Pressed++;
            return Task.CompletedTask;
        }
    }
}
