using Damon.Run;
using Damon.Run.Arguments;
using Damon.Run.Launching;
using Damon.Run.Machine;
using Damon.Run.Processes;

using var pipes = new BrokenPipes();
var screen = Screen.OfThisProcess();
var launch = new Launch(screen, Layout.OfThisProgram(), TimeProvider.System);
var arguments = new RunArguments(screen, launch.RunAsync, pid => Directory.Exists($"/proc/{pid}"));
return await arguments.InvokeAsync(args);
