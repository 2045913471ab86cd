using Damon.Run.Api;

namespace Damon.Run.Tests.Api;

public sealed class ProblemSentenceTests
{
    [Theory]
    [InlineData("""{"title":"T","detail":"D","errors":{"targets[0].pid":["No such process.","Or two."],"name":["Too long."]}}""", "No such process. Or two. Too long.")]
    [InlineData("""{"title":"T","detail":"It says \"no\".","errors":{}}""", "It says \"no\".")]
    [InlineData("""{"title":"T","detail":""}""", "T")]
    [InlineData("""{"title":"T"}""", "T")]
    [InlineData("""{"other":1}""", """{"other":1}""")]
    [InlineData("""["x"]""", """["x"]""")]
    [InlineData("<html>", "<html>")]
    [InlineData("", "")]
    public void Of_Body_IsTheMostTelling(string body, string sentence) => Assert.Equal(sentence, ProblemSentence.Of(body));
}
