using Bunit;
using Damon.Client.Sessions.Importing;
using Damon.Client.Sessions.Listing;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Sessions.Importing;

public sealed class ImportDialogTests : PageTest
{
    private const string Session = """{ "id": "s1", "name": "night", "state": "stopped" }""";

    private readonly BunitJSModuleInterop _script;
    private readonly JSRuntimeInvocationHandler<UploadAnswer> _sending;

    public ImportDialogTests()
    {
        _script = JSInterop.SetupModule("./damon-upload.js");
        _script.Mode = JSRuntimeMode.Loose;
        _sending = _script.Setup<UploadAnswer>("send", _ => true);
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
    }

    [Fact]
    public void Import_NoFileChosen_CannotBePressed()
    {
        var list = Open();

        Assert.True(list.Find("[data-testid=import-send]").HasAttribute("disabled"));
        list.Find("form").Submit();
        Assert.Empty(_script.Invocations["send"]);
    }

    [Fact]
    public async Task Import_Pressed_TellsProgressAndOpensTheSession()
    {
        var list = Open();
        Choose(list);
        list.Find("form").Submit();

        var sent = Assert.Single(_script.Invocations["send"]);
        Assert.Equal("api/v1/sessions/import", sent.Arguments[2]);
        var upload = Assert.IsType<Microsoft.JSInterop.DotNetObjectReference<RecordUpload>>(sent.Arguments[3]).Value;
        await list.InvokeAsync(() => upload.OnSent(3 << 20, 12 << 20));
        Assert.Contains("3 MiB of 12 MiB sent", list.Find("[data-testid=import-sent]").TextContent.Replace(".0 ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((3 << 20).ToString(System.Globalization.CultureInfo.InvariantCulture), list.Find("[data-testid=import-progress]").GetAttribute("value"));
        await list.InvokeAsync(() => upload.OnSent(12 << 20, 12 << 20));
        Assert.Contains("the server reads them", list.Find("[data-testid=import-sent]").TextContent, StringComparison.Ordinal);

        _sending.SetResult(new UploadAnswer(201, Session, false));

        list.WaitForAssertion(() => Assert.EndsWith("sessions/s1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Import_Refused_SaysWhereTheFaultIsAndTakesAnother()
    {
        var list = Open();
        Choose(list);
        list.Find("form").Submit();

        _sending.SetResult(new UploadAnswer(400, """{ "detail": "The file cannot be imported: record 1, snapshot 17, region 3: end 0x1000 is not above start 0x2000." }""", false));

        var note = list.WaitForElement("[data-testid=problem]").TextContent;
        Assert.Contains("Nothing was imported.", note, StringComparison.Ordinal);
        Assert.Contains("record 1, snapshot 17, region 3", note, StringComparison.Ordinal);
        Assert.False(list.Find("[data-testid=import-send]").HasAttribute("disabled"));
        Choose(list);
        Assert.Empty(list.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public void Import_ConnectionBreaks_SaysSo()
    {
        var list = Open();
        Choose(list);
        list.Find("form").Submit();

        _sending.SetResult(new UploadAnswer(0, "", false));

        Assert.Contains("broke off", list.WaitForElement("[data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancel_WhileSending_GivesUpAndLeavesTheDialog()
    {
        var list = Open();
        Choose(list);
        list.Find("form").Submit();

        list.Find("[data-testid=import-cancel]").Click();

        list.WaitForAssertion(() => Assert.Single(_script.Invocations["giveUp"]));
        Assert.Equal(_script.Invocations["send"].Single().Arguments[0], _script.Invocations["giveUp"].Single().Arguments[0]);
        _sending.SetResult(new UploadAnswer(0, "", true));
        list.WaitForAssertion(() => Assert.False(list.Find("[data-testid=import-send]").HasAttribute("disabled")));
        Assert.Empty(list.FindAll("[data-testid=problem]"));
        list.Find("[data-testid=import-cancel]").Click();
        Assert.Empty(list.FindAll("[data-testid=import-dialog]"));
    }

    [Fact]
    public void Close_WhileSending_GivesUp()
    {
        var list = Open();
        Choose(list);
        list.Find("form").Submit();

        list.Find("dialog").TriggerEvent("oncancel", EventArgs.Empty);

        list.WaitForAssertion(() => Assert.Single(_script.Invocations["giveUp"]));
        Assert.Empty(list.FindAll("[data-testid=import-dialog]"));
    }

    private static void Choose(IRenderedComponent<SessionList> list) => list.Find("[data-testid=import-file]").Change(@"C:\fakepath\damon.data");

    private IRenderedComponent<SessionList> Open()
    {
        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=import-record]").Click();
        return list;
    }
}
