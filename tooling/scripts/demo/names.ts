/** Given and family names of a country. In Japan each may carry its kanji after a colon. */
export type Names = { given: readonly string[]; family: readonly string[] }

const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

export const NAMES = {
  CH: {
    given: list('Urs, Regula, Beat, Ursina, Reto, Anja, Jürg, Sandra, Lukas, Célia, Luca, Noémie, Andrin, Salome, Matthias, Livia, François, Heidi, Gian, Seraina, Yannick, Mélanie, Roger, Vreni'),
    family: list('Müller, Meier, Schmid, Brunner, Baumann, Frei, Zimmermann, Gerber, Wyss, Graf, Roth, Suter, Bühler, Aebischer, Favre, Rochat, Caduff, Bernasconi, Lüthi, Zürcher, Hürlimann, von Arx'),
  },
  IT: {
    given: list("Giulia, Marco, Francesca, Luca, Chiara, Alessandro, Sara, Matteo, Martina, Andrea, Elena, Davide, Federica, Simone, Valentina, Stefano, Silvia, Giovanni, Paola, Roberto, Alessia, Niccolò, Noemi, Fabio, Cecilia, Enzo, Debora, Nicolò, Ilaria, Salvatore, Rosalia, Gianluca"),
    family: list("Ferrari, Russo, Bianchi, Esposito, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, D'Angelo, Dell'Orto, Caruso, Ferrara, Galli, Martini, Leone, Testa, Cantù, Pezzè"),
  },
  DE: {
    given: list('Anna, Thomas, Sabine, Jürgen, Katrin, Stefan, Heike, Björn, Jörg, Anke, Sören, Uwe, Käthe, Günther, Birgit, Lena, Max, Lara, Felix, Johanna, Torsten, Nadine, Ayşe, Mehmet, Özlem, Dieter, Wiebke, Hannah, Jannik, Renate'),
    family: list('Schneider, Fischer, Weber, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Krüger, Hofmann, Hartmann, Lange, Weiß, Jäger, Groß, Köhler, Yılmaz, Şahin, Böhme, von der Heide, Strauß, Götz'),
  },
  PL: {
    given: list('Anna, Piotr, Katarzyna, Krzysztof, Małgorzata, Andrzej, Agnieszka, Tomasz, Ewa, Paweł, Joanna, Michał, Magdalena, Łukasz, Zofia, Grzegorz, Elżbieta, Wojciech, Bożena, Stanisław, Żaneta, Rafał, Aneta, Mirosław'),
    family: list('Nowak, Wójcik, Kowalczyk, Woźniak, Mazur, Krawczyk, Zając, Król, Wróbel, Stępień, Pawlak, Świątek, Łuczak, Żak, Dudek, Sikora, Baran, Kaczmarek, Michalak, Szewczyk, Pietrzak, Walczak, Gołąb, Jóźwiak, Bąk, Sęk'),
  },
  MX: {
    given: list('María, José, Guadalupe, Juan, Verónica, Luis, Leticia, Jesús, Adriana, Miguel Ángel, Claudia, Héctor, Sofía, Óscar, Ximena, Raúl, Fernanda, Julio César, Itzel, Andrés, Begoña, Iván, Ángeles, Joaquín'),
    family: list('Hernández, García, Martínez, López, González, Pérez, Rodríguez, Sánchez, Ramírez, Cruz, Flores, Gómez, Morales, Vázquez, Jiménez, Reyes, Díaz, Torres, Gutiérrez, Ruiz, Aguilar, Mendoza, Muñoz, Núñez, Peña, Ibáñez'),
  },
  US: {
    given: list("James, Mary, Robert, Patricia, Michael, Jennifer, William, Linda, David, Keisha, DeShawn, Ashley, Tyrone, Emily, Tyler, Megan, Jamal, Brianna, Connor, Hannah, Liam, Nia, Mary-Kate, Wei, Priya, Carlos, Destiny, Sean, Zoë, Renée"),
    family: list("Smith, Johnson, Williams, Brown, Jones, Davis, Miller, Wilson, Anderson, Taylor, Washington, Jefferson, O'Connor, O'Neill, McDonald, Nguyen, Kim, Patel, Chen, Lopez, Jackson, Lee, Harris, Clark, Lewis, Young, Fitzgerald, Van Dyke, St. John, Smith-Jones"),
  },
  BR: {
    given: list('Ana, João, Márcia, José, Fernanda, Antônio, Patrícia, Francisco, Juliana, Carlos, Adriana, Paulo, Luísa, Lucas, Vitória, Tiago, Camila, Vinícius, Letícia, Estêvão, Conceição, Gonçalo, Débora, Caíque'),
    family: list('Silva, Santos, Oliveira, Souza, Rodrigues, Ferreira, Alves, Pereira, Lima, Gomes, Costa, Ribeiro, Martins, Carvalho, Araújo, Melo, Barbosa, Rocha, Dias, Nascimento, Conceição, Magalhães, Guimarães, Simões, Müller, Schmidt'),
  },
  JP: {
    given: list('Haruto:陽翔, Yui:結衣, Sota:颯太, Aoi:葵, Yuto:悠斗, Hina:陽菜, Ren:蓮, Sakura:さくら, Kenta:健太, Misaki:美咲, Takeshi:武, Keiko:恵子, Hiroshi:浩, Yoko:陽子, Daiki:大輝, Akari:明里, Shin-ichi:真一, Naoko:直子, Kazuya:和也, Emi:恵美'),
    family: list('Sato:佐藤, Suzuki:鈴木, Takahashi:高橋, Tanaka:田中, Watanabe:渡辺, Ito:伊藤, Yamamoto:山本, Nakamura:中村, Kobayashi:小林, Kato:加藤, Yoshida:吉田, Yamada:山田, Sasaki:佐々木, Yamaguchi:山口, Matsumoto:松本, Inoue:井上, Kimura:木村, Hayashi:林, Saito:齋藤, Ōno:大野'),
  },
  IN: {
    given: list('Aarav, Priya, Arjun, Ananya, Rahul, Kavya, Vikram, Lakshmi, Sanjay, Meera, Rohan, Deepika, Amit, Sunita, Karthik, Fatima, Imran, Gurpreet, Harpreet, Nisha, Suresh, Pooja, Venkatesh, Zainab, Manoj, Shreya'),
    family: list('Sharma, Patel, Singh, Kumar, Gupta, Reddy, Nair, Iyer, Desai, Joshi, Kulkarni, Deshmukh, Patil, Khan, Shaikh, Menon, Rao, Chatterjee, Banerjee, Mehta, Verma, Fernandes, Kaur, Bose, Pillai, Jadhav'),
  },
} as const satisfies Record<string, Names>

export type Country = keyof typeof NAMES
