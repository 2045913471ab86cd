using System.Diagnostics;
using System.Globalization;

namespace Damon.Benchmarks.Real;

/// <summary>A Java virtual machine with a heap of a gigabyte, of whose objects a tenth is used, at random.</summary>
internal sealed class JavaProgram : IProgram
{
    private const string Source = """
        public class Objects {
            static volatile long sink;
            public static void main(String[] a) throws Exception {
                long[][] all = new long[3000000][];
                for (int i = 0; i < all.length; i++) all[i] = new long[30];
                java.util.Random random = new java.util.Random(1);
                long done = 0;
                for (long next = System.nanoTime();; next += 1000000) {
                    for (int i = 0; i < 200; i++, done++) sink += all[random.nextInt(300000)][0]++;
                    if (done % 20000 == 0) { System.out.println(done); System.out.flush(); }
                    long left = next - System.nanoTime();
                    if (left > 0) java.util.concurrent.locks.LockSupport.parkNanos(left);
                }
            }
        }
        """;

    private readonly string _directory = Programs.NewDirectory("java");
    private readonly Process _process;
    private double _done;

    public JavaProgram()
    {
        File.WriteAllText(_directory + "/Objects.java", Source);
        Programs.Output("javac", "-d", _directory, _directory + "/Objects.java");
        _process = Programs.Start("java", "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-cp", _directory, "Objects");
        _process.OutputDataReceived += (_, line) => _done = line.Data is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : _done;
        Programs.Until(() => _done > 0, "Java did not begin.");
        Thread.Sleep(5_000);
    }

    public string Name => "JVM, 1 GB heap, a tenth used";

    public IReadOnlyList<int> Pids => [_process.Id];

    public double Operations() => Environment.TickCount64;

    public void Dispose()
    {
        Programs.End(_process);
        Directory.Delete(_directory, recursive: true);
    }
}
