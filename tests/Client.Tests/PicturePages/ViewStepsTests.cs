using Bunit;
using Damon.Client.PicturePages;
using Damon.Client.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.PicturePages;

public sealed class ViewStepsTests : BunitContext
{
    private static readonly ViewSettings Zoomed = new() { FromUs = 1, ToUs = 2 };

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Write_AStep_IsReadBackAndCanBeGoneBackFrom()
    {
        var steps = new ViewSteps(Navigation);

        steps.Write(Zoomed.Query(), step: true);

        Assert.Equal(Zoomed, ViewSettings.Parse(steps.Query));
        Assert.Equal(1, steps.Depth);
        Assert.False(steps.IsForeign(Navigation.Uri));
    }

    [Fact]
    public void Write_NoStep_ReplacesTheAddress()
    {
        var steps = new ViewSteps(Navigation);

        steps.Write(Zoomed.Query(), step: false);

        Assert.Equal((Zoomed, 0), (ViewSettings.Parse(steps.Query), steps.Depth));
    }

    [Fact]
    public void Write_TheSameAgain_IsNoStep()
    {
        var steps = new ViewSteps(Navigation);
        steps.Write(Zoomed.Query(), step: true);

        steps.Write(Zoomed.Query(), step: true);

        Assert.Equal(1, steps.Depth);
    }

    [Fact]
    public void IsForeign_AfterGoingBack_IsSoOnceAndTakesTheStepAway()
    {
        var steps = new ViewSteps(Navigation);
        var before = Navigation.Uri;
        steps.Write(Zoomed.Query(), step: true);

        Assert.True(steps.IsForeign(before));
        Assert.Equal(0, steps.Depth);
        Assert.False(steps.IsForeign(before));
    }
}
